package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * States with a time limit are left within 1.1 times of it (the reference's "timeouts enforced").
 * An unused connection that we take, or let go of, keeps the time at which the remote side's idle
 * time began.
 */
final class TimeLimits implements Check {
  /** What a stop may take to send what is queued (network-mux Network.Mux). */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  /** How long a handshake's message may take (Handshake.Codec, timeLimitsHandshake). */
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  /** In virtual time nothing comes later than it should, but for the steps in between. */
  static final Duration VIRTUAL_SLACK = Duration.ofMillis(1);

  private final Duration slack;

  TimeLimits(Duration slack) {
    this.slack = slack;
  }

  /** A time that runs: states that share a name share the time. */
  private record Limit(String name, Duration time) {}

  private record Running(Limit limit, long since) {}

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    List<String> violations = new ArrayList<>();
    Map<String, Running> running = new LinkedHashMap<>();
    for (Said one : said) {
      if (one.trace() instanceof ConnectionTrace.Transition t) {
        Optional<Running> before = Optional.ofNullable(running.remove(name(t, t.from())));
        before
            .filter(b -> isOver(b, one.nanos()))
            .ifPresent(b -> violations.add("later than " + b.limit() + ": " + one.line()));
        limit(settings, t)
            .ifPresent(
                limit ->
                    running.put(
                        name(t, t.to()),
                        before
                            .filter(b -> b.limit().equals(limit))
                            .orElseGet(() -> new Running(limit, one.nanos()))));
      }
    }
    return violations;
  }

  /** One that is being dialled has no local address yet. */
  private static String name(ConnectionTrace.Transition t, ConnectionState in) {
    return in == ConnectionState.RESERVED_OUTBOUND
        ? ConnectionId.text(t.remote())
        : t.connectionId().map(ConnectionId::toString).orElse("");
  }

  private boolean isOver(Running time, long nanos) {
    long most = time.limit().time().toNanos() * 11 / 10 + slack.toNanos();
    return nanos - time.since() > most;
  }

  private static Optional<Limit> limit(NodeSettings settings, ConnectionTrace.Transition t) {
    return switch (t.to()) {
      case RESERVED_OUTBOUND -> Optional.of(new Limit("connect", settings.connectTimeout()));
      case UNNEGOTIATED_IN, UNNEGOTIATED_OUT -> Optional.of(new Limit("handshake", HANDSHAKE));
      case INBOUND_IDLE_UNI, INBOUND_IDLE_DUP, OUTBOUND_DUP_TICKING ->
          Optional.of(new Limit("inbound idle", settings.idleTimeout()));
      case OUTBOUND_IDLE_UNI, OUTBOUND_IDLE_DUP ->
          Optional.of(new Limit("outbound idle", settings.outboundIdleTimeout()));
      // A refused handshake has no time-wait.
      case TERMINATING ->
          Optional.of(
              new Limit(
                  "time-wait", isUnnegotiated(t.from()) ? DRAIN : settings.timeWait().plus(DRAIN)));
      default -> Optional.empty();
    };
  }

  private static boolean isUnnegotiated(ConnectionState state) {
    return state == ConnectionState.UNNEGOTIATED_IN || state == ConnectionState.UNNEGOTIATED_OUT;
  }
}
