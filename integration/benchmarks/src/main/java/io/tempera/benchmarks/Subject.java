package io.tempera.benchmarks;

/**
 * Something to measure: two ends of one connection over the loopback interface, in this process.
 * All subjects of a run move the same bytes in the same frames, so that their figures can be
 * compared.
 */
public interface Subject extends AutoCloseable {
  /** The row's name in the table. */
  String name();

  /**
   * Sends small messages to and fro, one at a time: 3 bytes of payload in a frame of their own,
   * each way. Blocks until the last one is back.
   *
   * @param count round trips, at least 1
   * @return nanoseconds from each one's sending to its return
   */
  long[] pingPong(int count) throws Exception;

  /**
   * Moves bulk: one end asks for messages, the other sends them. Blocks until the last one is
   * there. May go on beside round trips, for another thread.
   *
   * @param messages how many, at least 1
   * @return nanoseconds from the first request's sending to the last message's delivery
   */
  long bulk(int messages) throws Exception;

  /** Closes both ends and whatever they run on. */
  @Override
  void close() throws Exception;
}
