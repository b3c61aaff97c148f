package io.tempera.inbound.governor.internal;

import io.tempera.testkit.RecordingTracer;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.util.function.Predicate;

/** Has a listener that takes as long as the gate is closed, for some traces. */
record GatedTracer(RecordingTracer recorded, Predicate<Trace> slow, Gate gate) implements Tracer {
  @Override
  public void trace(Trace trace) {
    recorded.trace(trace);
    if (slow.test(trace)) {
      gate.pass();
    }
  }

  @Override
  public boolean wanted(Class<? extends Trace> of) {
    return recorded.wanted(of);
  }
}
