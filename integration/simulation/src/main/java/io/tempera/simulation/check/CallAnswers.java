package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.ColdActionException.ColdActivationException;
import io.tempera.peer.ColdActionException.ColdDeactivationException;
import io.tempera.peer.EstablishConnectionException;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.FailureType.MuxStoppedFailure;
import io.tempera.peer.MiniProtocolExceptions;
import io.tempera.peer.PeerSelectionActionException;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionTimeoutException;
import io.tempera.peer.PeerSelectionTimeoutException.DeactivationTimeout;
import io.tempera.peer.PeerStatusChangeType.WarmToHot;
import io.tempera.simulation.CallTrace;
import io.tempera.simulation.CallTrace.Answer;
import io.tempera.simulation.CallTrace.Answered;
import io.tempera.simulation.CallTrace.Asked;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each call is answered exactly once, with what it wanted or with an error that it may have
 * (PeerSelection.PeerStateActions); nobody gives up who was not interrupted; and an error that only
 * the end of the peer state actions explains is not had before.
 */
final class CallAnswers implements Check {
  private final Duration slack;

  CallAnswers(Duration slack) {
    this.slack = slack;
  }

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    Calls calls = new Calls();
    for (Said one : said) {
      switch (one.trace()) {
        case Asked asked -> calls.open.put(asked.call(), new Open(asked, one.nanos()));
        case Answered answered -> calls.answered(answered, one.line(), slack);
        case CallTrace.Interrupted(SocketAddress remote) ->
            calls.interrupted.put(remote, one.nanos());
        case PeerStatusChangeFailure(WarmToHot(ConnectionId id), MuxStoppedFailure stopped) ->
            calls.open.values().stream().filter(open -> open.is(id)).forEach(o -> o.lost = true);
        case CallTrace.Stopping stopping -> calls.stopping = true;
        default -> {
          // Of other things.
        }
      }
    }
    calls.open.values().forEach(open -> calls.violations.add("not answered: " + open.asked.text()));
    return calls.violations;
  }

  private static final class Open {
    private final Asked asked;
    private final long nanos;
    private boolean lost;

    Open(Asked asked, long nanos) {
      this.asked = asked;
      this.nanos = nanos;
    }

    boolean is(ConnectionId id) {
      return asked.seen().filter(seen -> seen.connectionId().equals(id)).isPresent();
    }
  }

  private static final class Calls {
    private final Map<Long, Open> open = new LinkedHashMap<>();
    private final Map<SocketAddress, Long> interrupted = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private boolean stopping;

    void answered(Answered answered, String line, Duration slack) {
      Open call = open.remove(answered.call());
      if (call == null) {
        violations.add("nobody waits for that: " + line);
        return;
      }
      boolean may =
          switch (answered.answer()) {
            case Answer.Done done -> true;
            // An interrupt between two calls is noticed by the second.
            case Answer.GaveUp gaveUp ->
                interrupted.getOrDefault(call.asked.remote(), Long.MIN_VALUE)
                    >= call.nanos - slack.toNanos();
            case Answer.Refused(PeerSelectionActionException error) -> may(call, error);
          };
      if (!may) {
        violations.add("not an answer to " + call.asked.operation() + ": " + line);
      }
    }

    private boolean may(Open call, PeerSelectionActionException error) {
      return switch (call.asked.operation()) {
        case ESTABLISH ->
            error instanceof EstablishConnectionException
                || error instanceof PeerSelectionTimeoutException
                    && !(error instanceof DeactivationTimeout);
        case ACTIVATE ->
            error instanceof ColdActivationException
                || error instanceof NoConnectionException && (call.lost || stopping);
        case DEACTIVATE ->
            error instanceof ColdDeactivationException
                || error instanceof DeactivationTimeout
                || error instanceof MiniProtocolExceptions
                || error instanceof NoConnectionException && stopping;
        case CLOSE ->
            error instanceof MiniProtocolExceptions
                || error instanceof NoConnectionException && stopping;
      };
    }
  }
}
