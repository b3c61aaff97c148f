package io.tempera.inbound.governor.internal;

import io.tempera.connection.InboundVerdict;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state machine of one connection's remote side, without I/O, clock or threads
 * (ouroboros-network InboundGovernor).
 *
 * <pre>
 *  (not followed) -- announced, responders ready --&gt; IDLE -- time over, we use it --&gt; COLD
 *                                                     | ^                              |
 *                           first responder starts    | | last responder ended         |
 *                                                     v |                              |
 *                                                    WARM &lt;-- first responder starts --+
 *                                                     | ^
 *                        first hot responder starts   v | last hot responder ended
 *                                                     HOT
 * </pre>
 *
 * <p>From everywhere to not followed when the multiplexer ends, and from IDLE when the time is over
 * and we do not use the connection either. Beside that, a duplex connection is fresh from its
 * beginning on and mature after a while, until it is no longer followed.
 */
final class RemoteMachine {
  private Remote remote;
  private final List<Effect> effects = new ArrayList<>();

  private RemoteMachine(Remote remote) {
    this.remote = remote;
  }

  /** One event. An event that means nothing in the present state changes nothing. */
  static Step step(Remote remote, Event event) {
    RemoteMachine machine = new RemoteMachine(remote);
    machine.handle(event);
    return new Step(machine.remote, machine.effects);
  }

  private void handle(Event event) {
    switch (event) {
      case Event.Announced() -> {
        if (!isFollowed()) {
          effects.add(new Effect.StartResponders());
        }
      }
      case Event.RespondersReady(boolean duplex) -> {
        if (!isFollowed()) {
          begin(duplex);
        }
      }
      case Event.StartFailed(String reason) -> {
        effects.add(new Effect.SayStartFailed(reason));
        effects.add(new Effect.StopMux());
        notReady();
      }
      case Event.TooLate() -> notReady();
      case Event.InSlot(SlotEvent inSlot) -> handle(inSlot);
      case Event.IdleTimeUp(int round) -> {
        if (round == remote.round() && is(RemoteState.IDLE)) {
          effects.add(new Effect.Release());
        }
      }
      case Event.Demoted(boolean success) -> {
        if (success && is(RemoteState.WARM) && remote.running() == 0) {
          idle();
        }
      }
      case Event.Released(Optional<InboundVerdict> verdict) -> {
        if (is(RemoteState.IDLE)) {
          verdict.ifPresent(this::released);
        }
      }
      case Event.MatureTimeUp() -> {
        if (remote.maturity() == Maturity.FRESH) {
          remote = remote.with(Maturity.MATURE);
          effects.add(new Effect.SayMatured());
        }
      }
      case Event.Leave() -> {
        if (isFollowed()) {
          // Nobody would make its responders ready again.
          effects.add(new Effect.StopMux());
        }
        forget();
      }
    }
  }

  private void handle(SlotEvent event) {
    switch (event) {
      case SlotEvent.Started(ProtocolKey key, Temperature temperature) -> {
        if (counts(key)) {
          started(temperature);
        }
      }
      case SlotEvent.Ended ended -> {
        if (counts(ended.key())) {
          ended(ended.key(), ended.temperature());
        }
      }
      case SlotEvent.Failed failed -> {
        if (counts(failed.key())) {
          remote = remote.broken();
        }
      }
      case SlotEvent.MuxEnded(MuxEnd end) -> {
        if (isFollowed()) {
          effects.add(new Effect.SayMuxFinished(end));
        }
        forget();
      }
    }
  }

  /** One that is followed hears of the end of its connection. */
  private void notReady() {
    if (!isFollowed()) {
      effects.add(new Effect.Forget());
    }
  }

  private boolean isFollowed() {
    return remote.state().isPresent();
  }

  private boolean is(RemoteState state) {
    return remote.state().equals(Optional.of(state));
  }

  private boolean counts(ProtocolKey key) {
    return isFollowed() && !remote.failed() && key.direction() == Direction.RESPONDER;
  }

  private void move(RemoteState to) {
    if (!is(to)) {
      effects.add(new Effect.SayTransition(remote.state(), Optional.of(to)));
      remote = remote.with(to);
    }
  }

  private void begin(boolean duplex) {
    if (duplex) {
      remote = remote.with(Maturity.FRESH);
      effects.add(new Effect.StartMaturing());
    }
    idle();
  }

  /** The time runs before anybody hears of it, who may take his time. */
  private void idle() {
    remote = remote.nextRound();
    effects.add(new Effect.StartTimer(remote.round()));
    move(RemoteState.IDLE);
  }

  /** A hot responder that starts first makes the remote side warm, and then hot. */
  private void started(Temperature temperature) {
    boolean hot = temperature == Temperature.HOT;
    if (remote.running() == 0) {
      if (is(RemoteState.IDLE)) {
        remote = remote.nextRound();
        effects.add(new Effect.CancelTimer());
      }
      effects.add(new Effect.Promote());
      move(RemoteState.WARM);
    }
    if (hot && remote.hot() == 0) {
      move(RemoteState.HOT);
    }
    remote = remote.counted(hot ? 1 : 0, hot ? 0 : 1);
  }

  /** Ready again first: what is there for it already wakes it before the idle time begins. */
  private void ended(ProtocolKey key, Temperature temperature) {
    effects.add(new Effect.RestartResponder(key));
    boolean hot = temperature == Temperature.HOT;
    if ((hot ? remote.hot() : remote.others()) == 0) {
      // It ran before it was followed, and was not counted.
      return;
    }
    remote = remote.counted(hot ? -1 : 0, hot ? 0 : -1);
    if (hot && remote.hot() == 0) {
      move(RemoteState.WARM);
    }
    if (remote.running() == 0) {
      effects.add(new Effect.Demote());
    }
  }

  private void released(InboundVerdict verdict) {
    switch (verdict) {
      case COMMIT -> forget();
      case KEEP -> move(RemoteState.COLD);
    }
  }

  private void forget() {
    if (isFollowed()) {
      effects.add(new Effect.CancelTimer());
      if (remote.maturity() == Maturity.FRESH) {
        effects.add(new Effect.StopMaturing());
      }
      effects.add(new Effect.SayTransition(remote.state(), Optional.empty()));
    }
    remote = remote.forgotten();
    effects.add(new Effect.Forget());
  }
}
