package io.tempera.peer.state.actions.internal;

import static io.tempera.peer.state.actions.internal.Surroundings.hold;

import io.tempera.mux.MuxEnd;
import io.tempera.peer.FailureType.ActiveCold;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.state.actions.internal.PeerMachine.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What comes too late changes nothing, in no state: timers that were cancelled, callers that were
 * answered and then interrupted, and everything that belongs to an earlier life of the peer. As
 * that is so whenever it comes, it need not wait in the world until it does.
 */
final class Latecomers {
  private static final long NOBODY = 99;
  private static final Gone EARLIER = new Gone(Optional.of(World.ID), Results.NONE);
  private static final List<PeerEvent> OF_AN_EARLIER_LIFE = ofAnEarlierLife();

  private final Machine machine;

  Latecomers(Machine machine) {
    this.machine = machine;
  }

  private static List<PeerEvent> ofAnEarlierLife() {
    List<PeerEvent> late = new ArrayList<>();
    late.add(new PeerEvent.Released());
    late.add(new PeerEvent.Demoted(Optional.of(new MuxEnd.Stopped())));
    late.add(new PeerEvent.MuxEnded(new MuxEnd.Stopped()));
    for (TimerKind kind : TimerKind.values()) {
      late.add(new PeerEvent.TimedOut(kind, 1, World.LIMIT));
    }
    late.addAll(slotEvents());
    return late;
  }

  private static List<PeerEvent> slotEvents() {
    World world = new World();
    List<PeerEvent> events = new ArrayList<>();
    for (Place place : Place.ALL) {
      events.add(world.started(place));
      events.add(world.ended(place));
      events.add(world.failed(place));
    }
    events.add(world.hotOver());
    events.add(world.allOver());
    return events;
  }

  void check(World world) {
    ignores(world.peer, new PeerEvent.Interrupted(NOBODY), "who was answered is interrupted");
    for (TimerKind kind : TimerKind.values()) {
      long current = generation(world.peer, kind);
      // There is one close in a life, so none of its timers is older than another.
      if (kind != TimerKind.CLOSE) {
        ignores(world.peer, new PeerEvent.TimedOut(kind, current - 1, World.LIMIT), "an old timer");
      }
      if (world.timers[kind.ordinal()] == 0) {
        ignores(world.peer, new PeerEvent.TimedOut(kind, current, World.LIMIT), "a late timer");
      }
    }
    for (PeerEvent event : OF_AN_EARLIER_LIFE) {
      PeerState addressee = machine.addressee(EARLIER, world.peer);
      ignores(addressee, event, "the news of an earlier life");
    }
    switch (world.peer) {
      case Connecting peer -> {
        for (PeerEvent event : slotEvents()) {
          ignores(peer, event, "the news of a slot");
        }
      }
      case Live peer -> {
        if (peer.work().deactivation().isEmpty()) {
          ignores(peer, new PeerEvent.HotOver(), "an end that nobody waits for");
          if (peer.work().closing().filter(c -> !c.releasing()).isEmpty()) {
            ignores(peer, new PeerEvent.AllOver(), "an end that nobody waits for");
          }
        }
      }
      case Gone peer -> isOver(peer);
    }
  }

  private static long generation(PeerState peer, TimerKind kind) {
    return switch (peer) {
      case Connecting connecting -> connecting.timers();
      case Live live -> kind == TimerKind.DEACTIVATE ? live.work().deactivations() : 1;
      case Gone gone -> 1;
    };
  }

  private void ignores(PeerState peer, PeerEvent event, String what) {
    Step step = machine.step(peer, event);
    hold(step.effects().isEmpty() && step.state().equals(peer), what + " changes nothing");
  }

  /** A peer that is over answers whoever still has its handle, and gives back what comes late. */
  private void isOver(Gone peer) {
    says(peer, new PeerEvent.Establish(1, null, null), new Answer.AskAnew());
    says(peer, new PeerEvent.Close(1), new Answer.Done());
    refuses(peer, new PeerEvent.Activate(1), new Refusal.NotWarm(PeerStatus.COLD));
    refuses(peer, new PeerEvent.Deactivate(1), new Refusal.NotHot(PeerStatus.COLD));
    Step late = machine.step(peer, new PeerEvent.Acquired(World.ID));
    hold(
        late.effects().equals(List.of(new PeerEffect.StopMux(), new PeerEffect.Release())),
        "a late connection is given back");
  }

  private void says(Gone peer, PeerEvent event, Answer answer) {
    hold(
        machine.step(peer, event).effects().equals(List.of(new PeerEffect.Tell(1, answer))),
        "who asks a peer that is over is told");
  }

  private void refuses(Gone peer, PeerEvent event, Refusal why) {
    List<PeerEffect> effects = machine.step(peer, event).effects();
    hold(
        effects.size() == 2
            && effects.get(0)
                instanceof PeerEffect.Trace(PeerStatusChangeFailure(var change, var reason))
            && reason.equals(new ActiveCold(PeerStatus.COLD))
            && effects.get(1).equals(new PeerEffect.Tell(1, new Answer.Refused(why))),
        "who asks a peer that is over for the impossible is told so");
  }
}
