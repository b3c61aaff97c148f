package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.FailureType;
import io.tempera.peer.FirstToFinishResult.MiniProtocolSuccess;
import io.tempera.peer.PeerMonitoring;
import io.tempera.peer.PeerSelectionActionException;
import io.tempera.peer.PeerSelectionActionsTrace.PeerHotDuration;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.simulation.CallTrace;
import io.tempera.simulation.CallTrace.Answer;
import io.tempera.simulation.CallTrace.Operation;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import io.tempera.simulation.Talk;
import io.tempera.simulation.TalkTrace;
import io.tempera.trace.Trace;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a node with one peer could say, right or wrong, for the checks' own tests. */
final class PeerSays {
  static final ConnectionId ID =
      new ConnectionId(
          new InetSocketAddress("10.0.0.1", 3001), new InetSocketAddress("10.0.0.2", 3001));

  static final PeerStatusChangeType COLD_TO_WARM =
      new PeerStatusChangeType.ColdToWarm(Optional.of(ID.local()), ID.remote());
  static final PeerStatusChangeType WARM_TO_HOT = new PeerStatusChangeType.WarmToHot(ID);
  static final PeerStatusChangeType HOT_TO_WARM = new PeerStatusChangeType.HotToWarm(ID);
  static final PeerStatusChangeType WARM_TO_COOLING = new PeerStatusChangeType.WarmToCooling(ID);
  static final PeerStatusChangeType HOT_TO_COOLING = new PeerStatusChangeType.HotToCooling(ID);
  static final PeerStatusChangeType COOLING_TO_COLD = new PeerStatusChangeType.CoolingToCold(ID);

  private static final NodeSettings SETTINGS = NodeSettings.defaults();

  private final List<Said> said = new ArrayList<>();
  private Duration now = Duration.ZERO;
  private long last;

  PeerSays say(Trace trace) {
    said.add(new Said(now.toNanos(), trace));
    return this;
  }

  PeerSays after(Duration time) {
    now = now.plus(time);
    return this;
  }

  PeerSays changed(PeerStatusChangeType... changes) {
    for (PeerStatusChangeType change : changes) {
      say(new PeerStatusChanged(change));
    }
    return this;
  }

  PeerSays failed(PeerStatusChangeType change, FailureType why) {
    return say(new PeerStatusChangeFailure(change, why));
  }

  PeerSays wasHotFor(Duration time) {
    return say(new PeerHotDuration(ID, time));
  }

  PeerSays over() {
    return say(new PeerMonitoringResult(ID, Optional.empty()));
  }

  PeerSays monitoringFailed() {
    return say(new PeerMonitoringError(ID, Failure.of(FailureCategory.TIMEOUT, "too slow")));
  }

  /** A caller asks; the next {@link #answer} is for it. */
  PeerSays ask(Operation operation, PeerStatus seen) {
    last++;
    Optional<CallTrace.Seen> what =
        operation == Operation.ESTABLISH
            ? Optional.empty()
            : Optional.of(new CallTrace.Seen(ID, seen));
    return say(new CallTrace.Asked(last, operation, ID.remote(), what, false));
  }

  PeerSays answer(Answer answer) {
    return say(new CallTrace.Answered(last, answer));
  }

  PeerSays done() {
    return answer(new Answer.Done(Optional.of(ID)));
  }

  PeerSays refused(PeerSelectionActionException error) {
    return answer(new Answer.Refused(error));
  }

  PeerSays establishPatiently() {
    last++;
    return say(new CallTrace.Asked(last, Operation.ESTABLISH, ID.remote(), Optional.empty(), true));
  }

  /** It becomes warm, because somebody asked for it. */
  PeerSays established() {
    return ask(Operation.ESTABLISH, PeerStatus.COLD).changed(COLD_TO_WARM).done();
  }

  /** It becomes hot, because somebody asked for it. */
  PeerSays activated() {
    return ask(Operation.ACTIVATE, PeerStatus.WARM).changed(WARM_TO_HOT).done();
  }

  PeerSays heard(int number, ControlMessage control) {
    return say(new TalkTrace.Heard(ID, number, control));
  }

  PeerSays asks(int number) {
    return say(new TalkTrace.Asks(ID, number));
  }

  /** An initiator ends as its protocol says. */
  PeerSays ends(int number, Optional<Duration> delay) {
    ProtocolKey key = ProtocolKey.of(number, Direction.INITIATOR);
    return say(new TalkTrace.Ends(ID, number, delay))
        .say(new ProtocolTrace.Ended(ID, key, "by itself"));
  }

  PeerSays monitoring(int number) {
    return say(
        new PeerMonitoringResult(
            ID,
            Optional.of(new MiniProtocolSuccess(Talk.temperature(number), number, "by itself"))));
  }

  PeerSays monitored(PeerStatus status, Optional<Duration> delay) {
    return say(new CallTrace.Monitored(ID, new PeerMonitoring(status, delay)));
  }

  /** What one check makes of it. */
  List<String> to(Check check) {
    return check.violations(SETTINGS, said);
  }

  /** What all checks make of it. */
  List<String> toAll() {
    return Check.all().stream().flatMap(check -> to(check).stream()).toList();
  }
}
