package io.tempera.runtime.internal;

import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A tracer that is looked up with the first trace. The tracer needs its listeners, and a listener
 * may need the runtime, if only to know the time: were the runtime to need the tracer before it is
 * there, none of the three could be.
 */
final class TracerLater implements Tracer {
  private final Supplier<Tracer> lookUp;
  private volatile Optional<Tracer> found = Optional.empty();

  TracerLater(Supplier<Tracer> lookUp) {
    this.lookUp = lookUp;
  }

  @Override
  public void trace(Trace trace) {
    tracer().ifPresent(tracer -> tracer.trace(trace));
  }

  @Override
  public boolean wanted(Class<? extends Trace> kind) {
    return tracer().map(tracer -> tracer.wanted(kind)).orElse(false);
  }

  /** Empty while the node goes down and the tracer has gone first. */
  private Optional<Tracer> tracer() {
    if (found.isEmpty()) {
      found = Optional.ofNullable(lookUp.get());
    }
    return found;
  }
}
