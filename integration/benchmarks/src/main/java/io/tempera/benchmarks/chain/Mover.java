package io.tempera.benchmarks.chain;

/** Something that moves blocks, or headers, from one end of a connection to the other. */
public interface Mover extends AutoCloseable {
  /** The row's name in the table. */
  String name();

  /**
   * Moves so many. Blocks until the last one is there.
   *
   * @return nanoseconds from the first request to the last one's delivery
   */
  long move(int count) throws Exception;

  /** How many bytes so many blocks, or headers, have as this moves them: its own, nobody else's. */
  long bytes(int count);

  /** Closes both ends and whatever they run on. */
  @Override
  void close() throws Exception;
}
