package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace;
import io.tempera.failure.Failure;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.RemoteState;
import io.tempera.peer.FailureType;
import io.tempera.peer.FirstToFinishResult.MiniProtocolError;
import io.tempera.peer.FirstToFinishResult.MiniProtocolSuccess;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.protocol.HandOverTrace;
import io.tempera.trace.Trace;
import java.util.Optional;

/** Which traces tell what became of a connection, and in which words. */
final class Transitions {
  /** How everything begins that this node makes of a peer. */
  static final String OURS = "ours: ";

  private Transitions() {}

  /**
   * What became of which connection.
   *
   * @param what beginning with what it is about: connection, ours, theirs, hand-over
   */
  record Transition(ConnectionId connection, String what) {}

  /** What a trace tells of a connection that has both its addresses. */
  static Optional<Transition> of(Trace trace) {
    return switch (trace) {
      case ConnectionTrace.Transition(var remote, var id, var from, var to) ->
          id.map(known -> new Transition(known, connection(from + " -> " + to)));
      case ConnectionTrace.Closed(ConnectionId id, boolean byError, String why) ->
          Optional.of(new Transition(id, connection("closed: " + why)));
      case InboundTrace.Transition(ConnectionId id, var from, var to) ->
          Optional.of(new Transition(id, "theirs: " + remote(from) + " -> " + remote(to)));
      case PeerStatusChanged(PeerStatusChangeType change) -> ours(change, "");
      case PeerStatusChangeFailure(PeerStatusChangeType change, FailureType reason) ->
          ours(change, failure(change, reason));
      case PeerMonitoringError(ConnectionId id, Failure failure) ->
          Optional.of(new Transition(id, OURS + PeerStatus.COLD + ", because: " + failure.text()));
      case PeerMonitoringResult(ConnectionId id, var result) ->
          result.map(
              first ->
                  new Transition(
                      id,
                      switch (first) {
                        case MiniProtocolError e ->
                            protocol(e.number()) + " failed: " + e.failure().text();
                        case MiniProtocolSuccess s ->
                            protocol(s.number()) + " ended: " + s.outcome();
                      }));
      // The slot says it while it lasts; what came of it is told.
      case HandOverTrace.Asked asked -> Optional.empty();
      case HandOverTrace handOver ->
          HalfChange.of(handOver)
              .map(
                  half ->
                      new Transition(
                          half.connection(), "hand-over: " + half.key() + " " + half.what()));
      default -> Optional.empty();
    };
  }

  private static Optional<Transition> ours(PeerStatusChangeType change, String end) {
    return change
        .local()
        .map(local -> new Transition(new ConnectionId(local, change.remote()), ours(change) + end));
  }

  private static String ours(PeerStatusChangeType change) {
    return OURS + change.from() + " -> " + change.to();
  }

  /** What became of a wish for a connection that never could be used. */
  static String failed(PeerStatusChangeType change, FailureType reason) {
    return ours(change) + failure(change, reason);
  }

  /**
   * How the sentence of a change that failed goes on. One that follows from the end of a connection
   * did not fail, and why the connection ended is told beside it.
   */
  static String failure(PeerStatusChangeType change, FailureType reason) {
    return change.to() == PeerStatus.COOLING && reason instanceof FailureType.MuxStoppedFailure
        ? ": its connection broke"
        : " failed: " + reason.text();
  }

  private static String protocol(int number) {
    return OURS + "mini-protocol " + number;
  }

  /** What became of the connection manager's entry. */
  static String connection(String what) {
    return "connection: " + what;
  }

  private static String remote(Optional<RemoteState> state) {
    return state.map(RemoteState::name).orElse("not followed");
  }
}
