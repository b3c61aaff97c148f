package io.tempera.mux.internal;

import io.tempera.mux.JobEnd;
import io.tempera.mux.ProtocolKey;

/** A job for tests of the machine, which only hands it round. */
record NamedJob(ProtocolKey key) implements MuxJob {
  @Override
  public void start() {
    throw new AssertionError("the machine calls nothing");
  }

  @Override
  public void cancel() {
    throw new AssertionError("the machine calls nothing");
  }

  @Override
  public void end(JobEnd end) {
    throw new AssertionError("the machine calls nothing");
  }

  @Override
  public void awaitDrain() {
    throw new AssertionError("the machine calls nothing");
  }
}
