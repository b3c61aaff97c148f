package io.tempera.inbound.governor.internal;

import io.tempera.inbound.InboundCounters;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.RemoteState;
import io.tempera.trace.Tracer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many connections are in each state, and says so when that changed.
 *
 * <p>One at a time says it, and never what was true before what was said already; what changes
 * meanwhile is said afterwards, once. So nobody waits for a slow listener but the one who tells it.
 */
final class Counting {
  private static final InboundCounters NONE = new InboundCounters(0, 0, 0, 0);

  private final Tracer tracer;
  private final AtomicReference<InboundCounters> counters = new AtomicReference<>(NONE);
  private final AtomicInteger unsaid = new AtomicInteger();

  // Only ever touched by the one who says it.
  private InboundCounters said = NONE;

  /** Of no connection. */
  Counting(Tracer tracer) {
    this.tracer = tracer;
  }

  /** As they are now. */
  InboundCounters counters() {
    return counters.get();
  }

  /** A connection went from one state to another; empty while it is not followed. */
  void moved(Optional<RemoteState> from, Optional<RemoteState> to) {
    counters.updateAndGet(before -> changed(changed(before, from, -1), to, 1));
    if (unsaid.getAndIncrement() == 0) {
      say();
    }
  }

  private void say() {
    int seen = 1;
    do {
      InboundCounters now = counters.get();
      if (!now.equals(said)) {
        said = now;
        tracer.trace(new InboundTrace.Counters(now));
      }
      seen = unsaid.addAndGet(-seen);
    } while (seen > 0);
  }

  private static InboundCounters changed(
      InboundCounters before, Optional<RemoteState> state, int by) {
    return state.map(which -> changed(before, which, by)).orElse(before);
  }

  private static InboundCounters changed(InboundCounters c, RemoteState state, int by) {
    return switch (state) {
      case IDLE -> new InboundCounters(c.idle() + by, c.cold(), c.warm(), c.hot());
      case COLD -> new InboundCounters(c.idle(), c.cold() + by, c.warm(), c.hot());
      case WARM -> new InboundCounters(c.idle(), c.cold(), c.warm() + by, c.hot());
      case HOT -> new InboundCounters(c.idle(), c.cold(), c.warm(), c.hot() + by);
    };
  }
}
