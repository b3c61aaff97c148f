package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.HandOverTrace.Asked;
import io.tempera.protocol.HandOverTrace.Failed;
import io.tempera.protocol.HandOverTrace.GraceOver;
import io.tempera.protocol.HandOverTrace.HandedOver;
import io.tempera.protocol.HandOverTrace.Parked;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.ProtocolTrace.Abandoned;
import io.tempera.trace.Trace;
import java.util.Optional;

/**
 * What became of one half when its implementation changed.
 *
 * @param what goes on with the half as its subject
 */
record HalfChange(ConnectionId connection, ProtocolKey key, String what) {
  /** What a trace tells, when it is about such a half. */
  static Optional<HalfChange> of(Trace trace) {
    return switch (trace) {
      case Asked a -> change(a.connectionId(), a.key(), asked(a));
      case HandedOver h -> change(h.connectionId(), h.key(), handedOver(h));
      case Parked p -> change(p.connectionId(), p.key(), parked(p));
      case GraceOver(ConnectionId id, ProtocolKey key) ->
          change(id, key, "has waited in vain for an implementation");
      case Failed f -> change(f.connectionId(), f.key(), failed(f));
      case ProtocolTrace.Failed(ConnectionId id, ProtocolKey key, String failure) ->
          change(id, key, "failed: " + failure);
      case Abandoned(ConnectionId id, ProtocolKey key, String bundle) ->
          change(id, key, "of " + bundle + " was given up: it did not end when it was interrupted");
      default -> Optional.empty();
    };
  }

  private static Optional<HalfChange> change(ConnectionId id, ProtocolKey key, String what) {
    return Optional.of(new HalfChange(id, key, what));
  }

  private static String asked(Asked asked) {
    return "of "
        + asked.from()
        + (asked.restarts() ? " is to end, and to be started again" : " is to be handed over")
        + asked.to().map(bundle -> (asked.restarts() ? " with " : " to ") + bundle).orElse("");
  }

  private static String handedOver(HandedOver handedOver) {
    return handedOver.point().map(at -> "carries on at " + at).orElse("was started again")
        + " with "
        + handedOver.to()
        + " (was "
        + handedOver.from()
        + "), after "
        + Human.duration(handedOver.pause());
  }

  private static String parked(Parked parked) {
    return "is parked"
        + parked.point().map(at -> " at " + at).orElse("")
        + " for "
        + Human.duration(parked.grace())
        + ": nothing implements it";
  }

  private static String failed(Failed failed) {
    return "could not be handed over"
        + failed.where().map(state -> " in " + state).orElse("")
        + ", and "
        + failed.bundle()
        + " is going: its connection is closed";
  }
}
