package io.tempera.mux.internal;

import io.tempera.mux.JobEnd;
import io.tempera.mux.ProtocolKey;

/**
 * One run of one half, from the request to the end. The machine hands it round; only the shell
 * calls what it does.
 */
interface MuxJob {
  /** Which half. */
  ProtocolKey key();

  /** Begin. */
  void start();

  /** Come to an end. */
  void cancel();

  /** It is over. */
  void end(JobEnd end);

  /**
   * Asks for the event {@link MuxEvent.EgressDrained} when all that it sent has gone into a batch.
   */
  void awaitDrain();
}
