package io.tempera.benchmarks.chain;

/** Three nodes in a line, over the loopback interface. */
interface Relay extends AutoCloseable {
  /** The row's name in the table. */
  String name();

  /**
   * Passes blocks from the first node to the last, one at a time. Blocks until the last one is
   * there.
   *
   * @return nanoseconds from each one's being at the first to its being at the last
   */
  long[] pass(int blocks) throws Exception;

  @Override
  void close() throws Exception;
}
