package io.tempera.benchmarks.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much live heap a process had at the most in each quarter of a chain, in bytes: what grows
 * with the chain is more in the last one.
 */
record Quarters(List<Long> heap) {
  private static final int COUNT = 4;

  /**
   * Two blocks, and what differs from quarter to quarter though nothing grows: up to 3 MiB was
   * seen, as more or less is on its way at the moment.
   */
  static final long SLACK = 2 * Sample.LARGE + (4L << 20);

  /** From what was held at each share of the chain; a multiple of four shares. */
  static Quarters of(List<Held> held) {
    List<Long> most = new ArrayList<>();
    int shares = held.size() / COUNT;
    for (int from = 0; from < held.size(); from += shares) {
      most.add(
          held.subList(from, from + shares).stream().mapToLong(Held::heap).max().orElseThrow());
    }
    return new Quarters(List.copyOf(most));
  }

  /** How many bytes a quarter of so many large blocks has at least. */
  static long nominalBytes(int blocks) {
    return (long) blocks * Sample.LARGE / COUNT;
  }

  /**
   * Fails when the last quarter has more than the first one, beyond the slack.
   *
   * @throws IllegalStateException when it has
   */
  void check() {
    if (heap.getLast() - heap.getFirst() > SLACK) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "The node's memory grows with the chain: MiB of live heap by quarter %s, and the last"
                  + " one may have %s more than the first",
              text(),
              Held.mebibytes(SLACK)));
    }
  }

  /** All of them, in mebibytes. */
  String text() {
    return String.join(", ", heap.stream().map(Held::mebibytes).toList());
  }
}
