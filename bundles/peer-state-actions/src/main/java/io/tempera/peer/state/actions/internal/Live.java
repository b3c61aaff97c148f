package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.PeerStatus;
import java.util.Optional;

/**
 * Warm, hot or cooling.
 *
 * @param connection its connection
 * @param status WARM, HOT or COOLING
 * @param results how its initiators are doing
 * @param hotTimed whether it is, or was, hot and nobody was told yet for how long
 * @param work the transitions that are under way
 * @param ending what leads it to its end
 */
record Live(
    ConnectionId connection,
    PeerStatus status,
    Results results,
    boolean hotTimed,
    Work work,
    Ending ending)
    implements PeerState {

  /** Just established. */
  static Live warm(ConnectionId connection, Results results) {
    return new Live(connection, PeerStatus.WARM, results, false, Work.NONE, Ending.NONE);
  }

  /** Whether the status is WARM or HOT: COOLING is never left but for COLD. */
  boolean isUp() {
    return status.compareTo(PeerStatus.COOLING) > 0;
  }

  /** Whether the connection is lost and nobody was told yet what comes of it. */
  boolean hasUntoldLoss() {
    return ending.loss().isPresent() && !ending.loss().get().told();
  }

  Live with(PeerStatus s) {
    return new Live(connection, s, results, hotTimed, work, ending);
  }

  Live with(Results r) {
    return new Live(connection, status, r, hotTimed, work, ending);
  }

  Live hotTimed(boolean timed) {
    return new Live(connection, status, results, timed, work, ending);
  }

  Live with(Work w) {
    return new Live(connection, status, results, hotTimed, w, ending);
  }

  Live with(Ending e) {
    return new Live(connection, status, results, hotTimed, work, e);
  }

  Live deactivation(Optional<Work.Deactivation> d) {
    return with(work.deactivation(d));
  }

  Live closing(Optional<Work.Closing> c) {
    return with(work.closing(c));
  }
}
