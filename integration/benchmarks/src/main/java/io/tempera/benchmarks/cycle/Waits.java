package io.tempera.benchmarks.cycle;

import io.tempera.connection.manager.internal.Settings;
import java.time.Duration;

/** How long nodes wait. */
enum Waits {
  /**
   * Not at all when a connection is given back, as the reference was measured. A node lets others
   * begin for a minute: when very many come at once, to a machine that is busy, it takes a while
   * until it sees that they did.
   */
  NONE(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)),

  /** As nodes do: 5 s, 60 s and 5 s. */
  USUAL(
      Settings.defaults().outboundIdleTimeout(),
      Settings.defaults().timeWait(),
      io.tempera.inbound.governor.internal.Settings.defaults().idleTimeout());

  private final Duration outboundIdle;
  private final Duration timeWait;
  private final Duration inboundIdle;

  Waits(Duration outboundIdle, Duration timeWait, Duration inboundIdle) {
    this.outboundIdle = outboundIdle;
    this.timeWait = timeWait;
    this.inboundIdle = inboundIdle;
  }

  /** For the remote side to begin, on a connection that is given back. */
  Duration outboundIdle() {
    return outboundIdle;
  }

  /** For what is still under way on a connection that was closed. */
  Duration timeWait() {
    return timeWait;
  }

  /** For the remote side to use a connection that it opened. */
  Duration inboundIdle() {
    return inboundIdle;
  }
}
