package io.tempera.peer.state.actions.internal;

import io.tempera.peer.FailureType;
import io.tempera.peer.PeerSelectionActionsTrace;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.util.ArrayList;
import java.util.List;

/** Collects, in order, what one step asks for. */
final class Effects {
  private final List<PeerEffect> list = new ArrayList<>();

  void add(PeerEffect effect) {
    list.add(effect);
  }

  void control(Temperature temperature, ControlMessage message) {
    add(new PeerEffect.Control(temperature, message));
  }

  void trace(PeerSelectionActionsTrace trace) {
    add(new PeerEffect.Trace(trace));
  }

  void changed(PeerStatusChangeType change) {
    trace(new PeerStatusChanged(change));
  }

  void failed(PeerStatusChangeType change, FailureType reason) {
    trace(new PeerStatusChangeFailure(change, reason));
  }

  void tell(long caller, Answer answer) {
    add(new PeerEffect.Tell(caller, answer));
  }

  void done(long caller) {
    tell(caller, new Answer.Done());
  }

  void done(List<Long> callers) {
    callers.forEach(this::done);
  }

  void refuse(long caller, Refusal why) {
    tell(caller, new Answer.Refused(why));
  }

  void refuse(List<Long> callers, Refusal why) {
    callers.forEach(caller -> refuse(caller, why));
  }

  List<PeerEffect> list() {
    return List.copyOf(list);
  }
}
