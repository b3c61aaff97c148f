package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.FirstToFinishResult.MiniProtocolError;
import io.tempera.peer.FirstToFinishResult.MiniProtocolSuccess;
import io.tempera.peer.PeerSelectionActionsTrace;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A peer's machine, and short words for what happens to it and what it asks for. */
abstract class PeerScript {
  static final ConnectionId ID = World.ID;
  static final Duration DELAY = Duration.ofSeconds(10);
  static final Failure BROKEN = Failure.of(FailureCategory.REMOTE_CLOSED, "the connection broke");

  PeerState peer = PeerMachine.start(ID.remote());
  final List<PeerEffect> effects = new ArrayList<>();

  void warm() {
    warmWith(8);
  }

  void warmWithout() {
    warmWith();
  }

  void warmWith(Integer... established) {
    happen(establish(1));
    happen(new PeerEvent.Acquired(ID));
    happen(started(Temperature.WARM));
    happen(started(Temperature.ESTABLISHED, established));
    effects.clear();
  }

  void hot(Integer... numbers) {
    warm();
    happen(new PeerEvent.Activate(2));
    happen(started(Temperature.HOT, numbers));
    effects.clear();
  }

  void happen(PeerEvent event) {
    PeerMachine.Step step = PeerMachine.step(peer, event);
    peer = step.state();
    effects.addAll(step.effects());
  }

  List<PeerSelectionActionsTrace> traces() {
    return effects.stream()
        .filter(PeerEffect.Trace.class::isInstance)
        .map(e -> ((PeerEffect.Trace) e).trace())
        .toList();
  }

  static PeerEvent establish(long caller) {
    return new PeerEvent.Establish(
        caller, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
  }

  static PeerEvent started(Temperature temperature, Integer... numbers) {
    return new PeerEvent.InitiatorsStarted(temperature, new TreeSet<>(Arrays.asList(numbers)));
  }

  static PeerEvent ended(Temperature temperature, int number) {
    return new PeerEvent.ProtocolEnded(temperature, number, "done", Optional.of(DELAY));
  }

  /** The slots say that no hot initiator runs. */
  static PeerEvent hotOver() {
    return new PeerEvent.HotOver();
  }

  /** The slots say that no initiator runs. */
  static PeerEvent allOver() {
    return new PeerEvent.AllOver();
  }

  static PeerEvent failed(Temperature temperature, int number, Failure failure) {
    return new PeerEvent.ProtocolFailed(temperature, number, failure, DELAY);
  }

  static MuxEnd ioError() {
    return new MuxEnd.Failed(new MuxError.IoError(BROKEN));
  }

  static MuxEnd protocolFailed(int number, Failure failure) {
    return new MuxEnd.Failed(
        new MuxError.MiniProtocolFailed(new ProtocolKey(number, Direction.INITIATOR), failure));
  }

  static PeerEffect control(Temperature temperature, ControlMessage message) {
    return new PeerEffect.Control(temperature, message);
  }

  static PeerEffect trace(PeerSelectionActionsTrace trace) {
    return new PeerEffect.Trace(trace);
  }

  static PeerStatusChanged changed(PeerStatusChangeType change) {
    return new PeerStatusChanged(change);
  }

  static PeerMonitoringResult nothing() {
    return new PeerMonitoringResult(ID, Optional.empty());
  }

  static PeerMonitoringResult success(Temperature temperature, int number) {
    return new PeerMonitoringResult(
        ID, Optional.of(new MiniProtocolSuccess(temperature, number, "done")));
  }

  static PeerMonitoringResult error(Temperature temperature, int number, Failure failure) {
    return new PeerMonitoringResult(
        ID, Optional.of(new MiniProtocolError(temperature, number, failure)));
  }

  static PeerEffect tellDone(long caller) {
    return new PeerEffect.Tell(caller, new Answer.Done());
  }

  static PeerEffect refused(long caller, Refusal why) {
    return new PeerEffect.Tell(caller, new Answer.Refused(why));
  }
}
