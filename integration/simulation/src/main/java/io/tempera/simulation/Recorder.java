package io.tempera.simulation;

import io.tempera.runtime.Clock;
import io.tempera.trace.FrequentTrace;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what one node says, in order, with the time; but nothing of what is frequent. */
public final class Recorder implements Tracer {
  private final Clock clock;
  private final Queue<Said> said = new ConcurrentLinkedQueue<>();

  /** An empty one. */
  public Recorder(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void trace(Trace trace) {
    said.add(new Said(clock.nanos(), trace));
  }

  @Override
  public boolean wanted(Class<? extends Trace> kind) {
    return !FrequentTrace.class.isAssignableFrom(kind);
  }

  /** Everything so far. */
  public List<Said> said() {
    return List.copyOf(said);
  }
}
