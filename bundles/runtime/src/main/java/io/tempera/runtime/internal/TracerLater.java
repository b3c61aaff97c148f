package io.tempera.runtime.internal;

import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.util.function.Supplier;

/**
 * A tracer that is looked up with the first trace. The tracer needs its listeners, and a listener
 * may need the runtime, if only to know the time: were the runtime to need the tracer before it is
 * there, none of the three could be.
 */
final class TracerLater implements Tracer {
  private final Supplier<Tracer> lookUp;
  private volatile Tracer found;

  TracerLater(Supplier<Tracer> lookUp) {
    this.lookUp = lookUp;
  }

  @Override
  public void trace(Trace trace) {
    tracer().trace(trace);
  }

  @Override
  public boolean wanted(Class<? extends Trace> kind) {
    return tracer().wanted(kind);
  }

  private Tracer tracer() {
    Tracer tracer = found;
    if (tracer == null) {
      tracer = lookUp.get();
      found = tracer;
    }
    return tracer;
  }
}
