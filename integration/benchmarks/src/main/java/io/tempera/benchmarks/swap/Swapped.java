package io.tempera.benchmarks.swap;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What a swap took; nanoseconds.
 *
 * @param took from publishing until the last conversation ran the new code
 * @param pauses for how long no code ran, for each conversation
 */
record Swapped(long took, long... pauses) {
  /** What {@link #line} has written. */
  static Swapped parse(String line) {
    long[] all = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    return new Swapped(all[0], Arrays.copyOfRange(all, 1, all.length));
  }

  String line() {
    return LongStream.concat(LongStream.of(took), Arrays.stream(pauses))
        .mapToObj(Long::toString)
        .collect(Collectors.joining(" "));
  }
}
