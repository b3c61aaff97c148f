package io.tempera.interop;

import io.tempera.bearer.ConnectionId;
import io.tempera.nodekit.FelixNode;
import io.tempera.peer.FailureType;
import io.tempera.peer.FirstToFinishResult.MiniProtocolError;
import io.tempera.peer.FirstToFinishResult.MiniProtocolSuccess;
import io.tempera.peer.PeerSelectionActionsTrace;
import io.tempera.peer.PeerSelectionActionsTrace.PeerHotDuration;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** What a node says of one peer, in the words in which the reference's traces were written down. */
record PeerWords(FelixNode node, InetSocketAddress peer) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Everything so far. */
  List<String> all() {
    return node.traces().all(PeerSelectionActionsTrace.class).stream()
        .filter(this::isOfPeer)
        .map(PeerWords::words)
        .toList();
  }

  /** Waits until it has said something, and returns everything so far. */
  List<String> upTo(String last) throws InterruptedException {
    node.traces()
        .await(
            PeerSelectionActionsTrace.class,
            1,
            trace -> isOfPeer(trace) && words(trace).equals(last),
            LIMIT);
    return all();
  }

  private boolean isOfPeer(PeerSelectionActionsTrace trace) {
    return (trace.text() + " ").matches(".*\\Q" + ConnectionId.text(peer) + "\\E\\D.*");
  }

  private static String words(PeerSelectionActionsTrace trace) {
    return switch (trace) {
      case PeerStatusChanged(var change) -> change.getClass().getSimpleName();
      case PeerStatusChangeFailure(var change, var reason) ->
          "failure " + change.getClass().getSimpleName() + " " + words(reason);
      case PeerMonitoringResult(var id, var result) ->
          result
              .map(
                  r ->
                      switch (r) {
                        case MiniProtocolError e ->
                            "With" + e.temperature() + " error " + e.number();
                        case MiniProtocolSuccess s ->
                            "With" + s.temperature() + " success " + s.number();
                      })
              .orElse("Nothing");
      case PeerMonitoringError e -> "PeerMonitoringError";
      case PeerHotDuration d -> "PeerHotDuration";
    };
  }

  private static String words(FailureType reason) {
    return switch (reason) {
      case FailureType.ActiveCold(var status) -> "ActiveCold " + status;
      case FailureType.ApplicationFailure(var failures) ->
          "ApplicationFailure " + failures.keySet();
      default -> reason.getClass().getSimpleName();
    };
  }
}
