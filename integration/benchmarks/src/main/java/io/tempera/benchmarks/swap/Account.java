package io.tempera.benchmarks.swap;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What one side says of one conversation.
 *
 * @param peer the port of the side that accepted the connection
 * @param begun how often it began at the beginning
 * @param count how many messages came
 * @param lost how many numbers were left out
 * @param repeated how many numbers came again
 * @param heard the version of the other side's code that spoke last
 */
record Account(int peer, int begun, long count, long lost, long repeated, int heard) {
  /** What {@link #word} has written. */
  static Account parse(String word) {
    long[] parts = Arrays.stream(word.split(":")).mapToLong(Long::parseLong).toArray();
    return new Account(
        (int) parts[0], (int) parts[1], parts[2], parts[3], parts[4], (int) parts[5]);
  }

  String word() {
    return LongStream.of(peer, begun, count, lost, repeated, heard)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(":"));
  }
}
