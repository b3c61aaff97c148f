package io.tempera.events.internal;

import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;

/**
 * The door of the events: hands each trace that somebody outside may want to hear of to the Event
 * Admin, which delivers it on a thread of its own. Where there is no Event Admin, nothing listens.
 */
@Component(service = TraceListener.class, immediate = true)
public final class EventsComponent implements TraceListener<Trace> {
  private final Clock clock;
  private final EventAdmin admin;

  /** Listens from now on. */
  @Activate
  public EventsComponent(@Reference TemperaRuntime runtime, @Reference EventAdmin admin) {
    this.clock = runtime.clock();
    this.admin = admin;
  }

  @Override
  public Class<Trace> type() {
    return Trace.class;
  }

  /** Never waits for those who listen: they are told later, in order. */
  @Override
  public void happened(Trace trace) {
    PeerEvents.of(trace)
        .or(() -> ProtocolEvents.of(trace))
        .or(() -> HandOverEvents.of(trace))
        .ifPresent(said -> admin.postEvent(said.at(clock.wallTime())));
  }
}
