package io.tempera.simulation.matrix;

import io.tempera.mux.Direction;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.matrix.Kind.Points;
import java.util.List;
import java.util.Optional;

/**
 * What is to become of one half of the swapped mini-protocol in the centre, on a connection that
 * neither comes nor goes and is not closed.
 *
 * @param handedOver for each hand-over where the next one carries on, or nothing where it starts
 *     again
 * @param version whose code runs in the end, and says something; empty when none does
 */
record HalfFate(List<Optional<String>> handedOver, Optional<Integer> version) {
  private static final HalfFate NOTHING = new HalfFate(List.of(), Optional.empty());
  private static final List<Optional<String>> CARRIES_ON = List.of(Optional.of("StIdle"));
  private static final List<Optional<String>> STARTS_AGAIN = List.of(Optional.empty());

  static HalfFate of(Swap swap, Kind kind, Role role, Direction half) {
    boolean asks = half == Direction.INITIATOR;
    Temperature temperature = kind.temperature();
    if (!(asks ? role.initiatorRuns(temperature) : role.responderRuns(temperature))) {
      return NOTHING;
    }
    boolean quiet = asks ? role.initiatorIsQuiet(temperature) : role.responderIsQuiet(temperature);
    Rules rules = new Rules(swap, kind, asks);
    return new HalfFate(
        rules.handedOver(), Optional.of(rules.version()).filter(v -> v > 0 && !quiet));
  }

  private record Rules(Swap swap, Kind kind, boolean asks) {
    List<Optional<String>> handedOver() {
      return switch (swap) {
        case BESIDE, ROLL_BACK, CHANGE_RANKING, STUCK_BESIDE, FAILS_AT_ONCE ->
            kind.is(Points.COMMON) ? CARRIES_ON : again();
        case IN_PLACE ->
            switch (kind.points()) {
              case COMMON -> CARRIES_ON;
              case OWN -> List.of();
              case NONE -> again();
            };
        case REDEPLOY_WITHIN -> kind.is(Points.NONE) ? again() : CARRIES_ON;
        case CHANGE_INGRESS_LIMIT -> kind.is(Points.NONE) ? List.of() : CARRIES_ON;
        // A responder for which nothing came meanwhile is in luck.
        case REDEPLOY_PAST -> asks || kind.is(Points.NONE) ? List.of() : CARRIES_ON;
        case REMOVE, CHANGE_TEMPERATURE, SHUT_DOWN, FAILED_START, STUCK_REMOVED -> List.of();
      };
    }

    /** Only an initiator can be started again: nobody but it can end the conversation. */
    private List<Optional<String>> again() {
      return asks ? STARTS_AGAIN : List.of();
    }

    /** 0 for none. */
    int version() {
      return switch (swap) {
        case BESIDE, STUCK_BESIDE, FAILS_AT_ONCE -> follows() ? 2 : 1;
        case CHANGE_RANKING -> follows() ? 1 : 2;
        case IN_PLACE -> kind.is(Points.OWN) ? 0 : 2;
        case ROLL_BACK, CHANGE_TEMPERATURE, CHANGE_INGRESS_LIMIT, FAILED_START, REDEPLOY_WITHIN ->
            1;
        case REDEPLOY_PAST -> asks ? 0 : 1;
        case REMOVE, SHUT_DOWN, STUCK_REMOVED -> 0;
      };
    }

    /** A responder whose bundle stays, and that nobody can carry on, stays too. */
    private boolean follows() {
      return asks || kind.is(Points.COMMON);
    }
  }
}
