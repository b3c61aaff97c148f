package io.tempera.simulation.matrix;

import io.tempera.peer.PeerStatus;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.matrix.Kind.Points;
import java.util.Optional;

/**
 * What is to become of a connection, by the rules of the hand-over.
 *
 * @param why for what a connection is closed, of its swapped mini-protocol; empty when it is not
 * @param peer what the other node is to the centre in the end
 * @param centre what the centre is to the other node in the end
 */
record Fate(Optional<Why> why, PeerStatus peer, PeerStatus centre) {
  /** For what a connection is closed. */
  enum Why {
    /** A half ran from a bundle that was going, and came to no point. */
    NO_POINT,
    /** An initiator has waited for an implementation in vain, and ended. */
    INITIATOR_ENDED,
    /** Something came for a responder that nothing implements. */
    NOBODY_ANSWERS,
    /** The new implementation has thrown. */
    THROWN,
    /** The node went down. */
    SHUT_DOWN
  }

  static Fate of(Swap swap, Kind kind, Role role) {
    return new Rules(swap, kind, role).fate();
  }

  /** As if there had been no swap. */
  private static Fate untouched(Role role) {
    return new Fate(Optional.empty(), role.later(), role.statusOfCentre());
  }

  /**
   * Whether each conversation comes to its end, as its protocol says, when the peers are closed.
   */
  static boolean endsWell(Swap swap, Kind kind, Role role) {
    return of(swap, kind, role).equals(untouched(role))
        && !new Rules(swap, kind, role).isDeserted();
  }

  /** The rules, for one connection. */
  private record Rules(Swap swap, Kind kind, Role role) {
    Fate fate() {
      if (swap == Swap.SHUT_DOWN) {
        return closed(Why.SHUT_DOWN);
      }
      if (fails()) {
        return closed(Why.THROWN);
      }
      if (initiatorIsStuck() || responderIsCutOff()) {
        return closed(Why.NO_POINT);
      }
      if (nothingTakesOver() && responderRuns() && !role.responderIsQuiet(temperature())) {
        return closed(Why.NOBODY_ANSWERS);
      }
      if (nothingTakesOver() && initiatorRuns() && role.later() != PeerStatus.COLD) {
        return temperature() == Temperature.HOT
            ? new Fate(Optional.empty(), PeerStatus.WARM, role.statusOfCentre())
            : new Fate(Optional.of(Why.INITIATOR_ENDED), PeerStatus.COLD, role.statusOfCentre());
      }
      return untouched(role);
    }

    private static Fate closed(Why why) {
      return new Fate(Optional.of(why), PeerStatus.COLD, PeerStatus.COLD);
    }

    private Temperature temperature() {
      return kind.temperature();
    }

    private boolean initiatorRuns() {
      return role.initiatorRuns(temperature());
    }

    private boolean responderRuns() {
      return role.responderRuns(temperature());
    }

    /** What stopped at a point finds nobody who carries on from there, within the grace. */
    private boolean nothingTakesOver() {
      return switch (swap) {
        case REMOVE, REDEPLOY_PAST, STUCK_REMOVED -> true;
        case IN_PLACE -> kind.is(Points.OWN);
        default -> false;
      };
    }

    /** A responder waits in vain to the end, for which nothing has come. */
    boolean isDeserted() {
      return nothingTakesOver() && swap != Swap.REDEPLOY_PAST && responderRuns();
    }

    /** A responder without a point in common with what comes, whose bundle goes, cannot end. */
    private boolean responderIsCutOff() {
      return responderRuns()
          && switch (swap) {
            case ROLL_BACK -> !kind.is(Points.COMMON);
            case IN_PLACE, REMOVE, REDEPLOY_WITHIN, REDEPLOY_PAST -> kind.is(Points.NONE);
            case STUCK_REMOVED -> kind.is(Points.NONE) || !role.responderIsQuiet(temperature());
            default -> false;
          };
    }

    private boolean initiatorIsStuck() {
      return swap == Swap.STUCK_REMOVED
          && initiatorRuns()
          && (!role.initiatorIsQuiet(temperature()) || role == Role.GOES_UP);
    }

    /** Whoever carries on, or is started again, and hears something. */
    private boolean fails() {
      if (swap != Swap.FAILS_AT_ONCE) {
        return false;
      }
      boolean asks = initiatorRuns() && isToRun() && !role.initiatorIsQuiet(temperature());
      boolean answers = responderRuns() && !role.responderIsQuiet(temperature());
      return asks || newlyAsks() || answers && kind.is(Points.COMMON);
    }

    /** It was not about to end anyhow. */
    private boolean isToRun() {
      return temperature() == Temperature.HOT
          ? role.later() == PeerStatus.HOT
          : role.later() != PeerStatus.COLD;
    }

    private boolean newlyAsks() {
      return role == Role.COMES && temperature() != Temperature.HOT;
    }
  }
}
