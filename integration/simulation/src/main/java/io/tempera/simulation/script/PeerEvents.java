package io.tempera.simulation.script;

import io.tempera.peer.FirstToFinishResult;
import io.tempera.peer.PeerSelectionActionsTrace;
import io.tempera.peer.PeerSelectionActionsTrace.PeerHotDuration;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.trace.Trace;
import java.util.Optional;

/** Names for what happens to peers: of each kind one, whichever peer it is. */
final class PeerEvents {
  private PeerEvents() {}

  /** The name of an event, if it is a peer's. */
  static Optional<String> name(Trace trace) {
    return trace instanceof PeerSelectionActionsTrace of
        ? Optional.of(nameOf(of))
        : Optional.empty();
  }

  private static String nameOf(PeerSelectionActionsTrace trace) {
    return switch (trace) {
      case PeerStatusChanged(var change) -> "changed: " + kind(change);
      case PeerStatusChangeFailure(var change, var reason) ->
          "failed: " + kind(change) + " " + kind(reason);
      case PeerMonitoringResult(var id, var result) ->
          "by itself: " + result.map(PeerEvents::nameOf).orElse("over");
      case PeerMonitoringError(var id, var failure) -> "by itself: error " + failure.category();
      case PeerHotDuration(var id, var duration) -> "was hot";
    };
  }

  private static String nameOf(FirstToFinishResult result) {
    return switch (result) {
      case FirstToFinishResult.MiniProtocolError e -> e.temperature() + " failed";
      case FirstToFinishResult.MiniProtocolSuccess s -> s.temperature() + " ended";
    };
  }

  private static String kind(Object of) {
    return of.getClass().getSimpleName();
  }
}
