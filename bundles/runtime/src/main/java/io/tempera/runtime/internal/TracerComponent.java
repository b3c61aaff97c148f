package io.tempera.runtime.internal;

import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import io.tempera.trace.Tracer;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The door of the tracer: offers {@link Tracer} and follows the {@link TraceListener} services. */
@Component(service = Tracer.class, immediate = true)
public final class TracerComponent implements Tracer {
  private final TracerHub hub = new TracerHub();

  /** Adds a listener. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindListener(TraceListener<?> listener) {
    hub.add(listener);
  }

  /** Removes a listener. */
  void unbindListener(TraceListener<?> listener) {
    hub.remove(listener);
  }

  @Override
  public void trace(Trace trace) {
    hub.trace(trace);
  }

  @Override
  public boolean wanted(Class<? extends Trace> kind) {
    return hub.wanted(kind);
  }
}
