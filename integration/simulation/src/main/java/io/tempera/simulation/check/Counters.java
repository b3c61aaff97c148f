package io.tempera.simulation.check;

import io.tempera.connection.ConnectionCounters;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The counters are what the transitions before them make (ConnectionManager.Types,
 * connectionStateToCounters), and the inbound one is never above the hard limit.
 */
final class Counters implements Check {
  private static final Set<ConnectionState> DUPLEX =
      EnumSet.of(
          ConnectionState.OUTBOUND_DUP_TICKING,
          ConnectionState.OUTBOUND_DUP_EXPIRED,
          ConnectionState.OUTBOUND_IDLE_DUP,
          ConnectionState.INBOUND_IDLE_DUP,
          ConnectionState.INBOUND_DUP,
          ConnectionState.DUPLEX);
  private static final Set<ConnectionState> UNIDIRECTIONAL =
      EnumSet.of(
          ConnectionState.OUTBOUND_UNI,
          ConnectionState.OUTBOUND_IDLE_UNI,
          ConnectionState.INBOUND_IDLE_UNI,
          ConnectionState.INBOUND_UNI);
  private static final Set<ConnectionState> INBOUND =
      EnumSet.of(
          ConnectionState.UNNEGOTIATED_IN,
          ConnectionState.INBOUND_IDLE_UNI,
          ConnectionState.INBOUND_IDLE_DUP,
          ConnectionState.INBOUND_UNI,
          ConnectionState.INBOUND_DUP,
          ConnectionState.DUPLEX);
  private static final Set<ConnectionState> OUTBOUND =
      EnumSet.of(
          ConnectionState.UNNEGOTIATED_OUT,
          ConnectionState.OUTBOUND_UNI,
          ConnectionState.OUTBOUND_DUP_TICKING,
          ConnectionState.OUTBOUND_DUP_EXPIRED,
          ConnectionState.OUTBOUND_IDLE_UNI,
          ConnectionState.OUTBOUND_IDLE_DUP,
          ConnectionState.DUPLEX);

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    List<String> violations = new ArrayList<>();
    Map<ConnectionState, Integer> counts = new EnumMap<>(ConnectionState.class);
    ConnectionCounters last = expected(counts);
    for (Said one : said) {
      switch (one.trace()) {
        case ConnectionTrace.Transition t -> {
          counts.merge(t.from(), -1, Integer::sum);
          counts.merge(t.to(), 1, Integer::sum);
          if (expected(counts).inbound() > settings.door().hardLimit()) {
            violations.add("more than " + settings.door().hardLimit() + " inbound: " + one.line());
          }
        }
        case ConnectionTrace.Counters(ConnectionCounters counters) -> {
          last = counters;
          if (!counters.equals(expected(counts))) {
            violations.add("should be " + expected(counts) + ": " + one.line());
          }
        }
        default -> {
          // Of other things.
        }
      }
    }
    if (!last.equals(expected(counts))) {
      violations.add("the last counters are " + last + " and should be " + expected(counts));
    }
    return violations;
  }

  private static ConnectionCounters expected(Map<ConnectionState, Integer> counts) {
    return new ConnectionCounters(
        sum(counts, EnumSet.of(ConnectionState.DUPLEX)),
        sum(counts, DUPLEX),
        sum(counts, UNIDIRECTIONAL),
        sum(counts, INBOUND),
        sum(counts, OUTBOUND),
        sum(counts, EnumSet.of(ConnectionState.TERMINATING)));
  }

  private static int sum(Map<ConnectionState, Integer> counts, Set<ConnectionState> of) {
    return of.stream().mapToInt(state -> counts.getOrDefault(state, 0)).sum();
  }
}
