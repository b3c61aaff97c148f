package io.tempera.peer.state.actions.internal;

import static io.tempera.peer.state.actions.internal.Surroundings.hold;

import io.tempera.peer.PeerStatus;

/** What must hold for each step of a peer. */
final class StepRules {
  private StepRules() {}

  /** The status moves along the arrows: cooling and cold are never overwritten. */
  static void moves(World world, PeerState before, PeerEvent event) {
    PeerStatus from = before.status();
    PeerStatus to = world.peer.status();
    hold(
        switch (from) {
          case COLD -> to == PeerStatus.COLD || to == PeerStatus.WARM;
          case COOLING -> to == PeerStatus.COOLING || to == PeerStatus.COLD;
          // With nothing to wait for, a stop takes both steps at once.
          case WARM, HOT -> to != PeerStatus.COLD || world.goingDown;
        },
        "an arrow leads from one status to the next");
    hold(!(before instanceof Gone) || world.peer instanceof Gone, "what is gone stays gone");
    if (before instanceof Live && world.peer instanceof Gone && !world.goingDown) {
      hold(event instanceof PeerEvent.Demoted, "only the connection manager ends a peer");
    }
    hold(
        !(event instanceof PeerEvent.ShutdownOverdue) || world.peer instanceof Gone,
        "an end that is overdue is one");
    if (from.compareTo(PeerStatus.COOLING) > 0 && to.compareTo(PeerStatus.COOLING) <= 0) {
      world.owesCooling = true;
    }
    if (from == PeerStatus.WARM && to == PeerStatus.HOT) {
      world.owesHot = true;
    }
  }

  /** Each caller is told once, and only what is so. */
  static void told(World world, long caller, Answer answer) {
    int bit = 1 << caller;
    hold((world.waiting & bit) != 0, "who is told waits");
    world.waiting &= ~bit;
    PeerStatus status = world.peer.status();
    switch (answer) {
      case Answer.Done done ->
          hold(
              switch (Asker.of(caller)) {
                case ESTABLISH -> status == PeerStatus.WARM;
                case ACTIVATE -> status == PeerStatus.HOT;
                case DEACTIVATE ->
                    status != PeerStatus.HOT && (status != PeerStatus.COLD || world.goingDown);
                case CLOSE -> status.compareTo(PeerStatus.COOLING) <= 0;
              },
              "what was asked for is so");
      case Answer.Refused refused -> {
        // The exception says why.
      }
      case Answer.AskAnew again ->
          hold(
              Asker.of(caller) == Asker.ESTABLISH && world.peer instanceof Gone,
              "only who establishes a peer that is over asks anew");
    }
  }
}
