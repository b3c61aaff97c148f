package io.tempera.events.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.HandOverTrace.Failed;
import io.tempera.protocol.HandOverTrace.GraceOver;
import io.tempera.protocol.HandOverTrace.HandedOver;
import io.tempera.protocol.HandOverTrace.Parked;
import io.tempera.trace.Trace;
import java.util.Optional;

/**
 * What is said of one half on one connection whose implementation changes: topics {@code
 * io/tempera/handover/…}. docs/events.md has the table.
 */
final class HandOverEvents {
  private static final String TOPIC = "io/tempera/handover/";

  private HandOverEvents() {}

  /** What is to be said of a trace, if anything is. */
  static Optional<Said> of(Trace trace) {
    return switch (trace) {
      case HandedOver h ->
          Optional.of(
              said("HANDED_OVER", h.connectionId(), h.key())
                  .with("bundle", h.to())
                  .with("former.bundle", h.from())
                  .with("point", h.point())
                  .with("pause.us", h.pause().toNanos() / 1_000));
      case Parked p ->
          Optional.of(
              said("PARKED", p.connectionId(), p.key())
                  .with("point", p.point())
                  .with("grace.ms", p.grace().toMillis()));
      case GraceOver(ConnectionId id, ProtocolKey key) -> Optional.of(said("GRACE_OVER", id, key));
      case Failed f ->
          Optional.of(
              said("FAILED", f.connectionId(), f.key())
                  .with("former.bundle", f.bundle())
                  .with("state", f.where())
                  .with("reason", f.text()));
      default -> Optional.empty();
    };
  }

  private static Said said(String name, ConnectionId id, ProtocolKey key) {
    return new Said(TOPIC + name)
        .of(Optional.of(id.local()), id.remote())
        .with("number", key.number())
        .with("direction", key.direction().name());
  }
}
