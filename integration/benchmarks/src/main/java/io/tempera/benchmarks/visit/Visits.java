package io.tempera.benchmarks.visit;

/**
 * A server and a client in this process. A visit connects, agrees on a version, and closes: 23
 * bytes of payload to the server, 12 back, each in a frame of its own.
 */
public interface Visits extends AutoCloseable {
  /** Most visits at the same time. */
  int GUESTS = 50;

  /**
   * Connections that the kernel holds for a listener: all guests, and those who just left. With the
   * default, which is the reference's 8, it turns most of 50 away, and they try again after a
   * second.
   */
  int BACKLOG = 128;

  /** The row's name in the table. */
  String name();

  /**
   * One visit. Blocks until the client's end is closed.
   *
   * @param guest who visits, 0 to {@link #GUESTS} − 1: one visit at a time for each
   */
  void visit(int guest) throws Exception;

  /** Ends both, and whatever they run on. */
  @Override
  void close() throws Exception;
}
