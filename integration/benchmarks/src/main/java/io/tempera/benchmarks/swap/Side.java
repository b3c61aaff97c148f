package io.tempera.benchmarks.swap;

import java.io.IOException;
import java.util.List;

/** One of the two processes. For one thread. */
interface Side {
  /** Blocks until all conversations run in it, and remembers their connections. */
  void awaitAll() throws IOException, InterruptedException;

  /**
   * Publishes the next version of a lane's code, blocks until every conversation runs it, and
   * withdraws the one before.
   *
   * @throws IllegalStateException or {@link IOException} when not all come to run it
   */
  Swapped swap(Lane lane) throws IOException, InterruptedException;

  /** How many of the connections are no longer there. */
  long lostConnections() throws IOException;

  /** How many conversations should have been handed over and were not, or were in another way. */
  long wrongHandOvers(Lane lane) throws IOException;

  /** The version of a lane's code that runs. */
  int version(Lane lane) throws IOException;

  /** What it says of each conversation of a lane, by peer. */
  List<Account> accounts(Lane lane) throws IOException;
}
