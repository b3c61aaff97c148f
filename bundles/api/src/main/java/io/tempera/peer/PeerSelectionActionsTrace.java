package io.tempera.peer;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.util.Optional;

/** What happens to peers (ouroboros-network PeerSelectionActionsTrace). */
public sealed interface PeerSelectionActionsTrace extends Trace {
  /** A peer has another status. */
  record PeerStatusChanged(PeerStatusChangeType change) implements PeerSelectionActionsTrace {
    @Override
    public Level level() {
      return Level.INFO;
    }

    @Override
    public String text() {
      return "peer " + change.text();
    }
  }

  /** A change of status failed. */
  record PeerStatusChangeFailure(PeerStatusChangeType change, FailureType reason)
      implements PeerSelectionActionsTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return "peer " + change.text() + " failed: " + reason.text();
    }
  }

  /** Following a peer failed; it is cold now. */
  record PeerMonitoringError(ConnectionId connectionId, Failure failure)
      implements PeerSelectionActionsTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return "peer " + connectionId + " monitoring failed: " + failure.text();
    }
  }

  /** A mini-protocol of a peer ended by itself; empty: the peer is cold. */
  record PeerMonitoringResult(ConnectionId connectionId, Optional<FirstToFinishResult> result)
      implements PeerSelectionActionsTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return "peer "
          + connectionId
          + " monitoring: "
          + result
              .map(
                  r ->
                      switch (r) {
                        case FirstToFinishResult.MiniProtocolError e ->
                            e.temperature() + " " + e.number() + " failed: " + e.failure().text();
                        case FirstToFinishResult.MiniProtocolSuccess s ->
                            s.temperature() + " " + s.number() + " ended: " + s.outcome();
                      })
              .orElse("over");
    }
  }

  /** For how long a peer was hot. */
  record PeerHotDuration(ConnectionId connectionId, Duration duration)
      implements PeerSelectionActionsTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return "peer " + connectionId + " was hot for " + duration.toMillis() + " ms";
    }
  }
}
