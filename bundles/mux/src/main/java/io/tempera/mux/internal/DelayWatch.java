package io.tempera.mux.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.DelaySample;
import io.tempera.mux.MuxTrace;
import io.tempera.runtime.Clock;
import io.tempera.trace.Tracer;
import java.util.Optional;

/** Watches how long SDUs take to come, and says so now and then. For the bearer's loop. */
final class DelayWatch {
  private final ConnectionId id;
  private final Clock clock;
  private final Tracer tracer;
  private final DelayMeter meter = new DelayMeter();
  private long now;

  private volatile Optional<DelaySample> last = Optional.empty();

  DelayWatch(ConnectionId connectionId, Clock clock, Tracer tracer) {
    this.id = connectionId;
    this.clock = clock;
    this.tracer = tracer;
  }

  /** Bytes have come: the SDUs that end in them come now. */
  void bytesArrived() {
    now = clock.nanos();
  }

  /** An SDU came. */
  void arrived(SduHeader header) {
    Optional<DelaySample> sample = meter.arrived(header.timestamp(), header.length(), now);
    if (sample.isPresent()) {
      say(sample.get());
    }
  }

  /** A mini-protocol, or everything, is over: what there is of a sample is said. */
  void sample() {
    meter.take().ifPresent(this::say);
  }

  private void say(DelaySample sample) {
    last = Optional.of(sample);
    tracer.trace(new MuxTrace.DelaySampled(id, sample));
  }

  /** The last sample. Any thread. */
  Optional<DelaySample> last() {
    return last;
  }
}
