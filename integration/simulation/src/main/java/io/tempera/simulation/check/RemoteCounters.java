package io.tempera.simulation.check;

import io.tempera.inbound.InboundCounters;
import io.tempera.inbound.InboundTrace;
import io.tempera.inbound.RemoteState;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The inbound governor's counters are what the transitions of remote sides make. They are said by
 * one at a time, and of several changes at once only the last: so each is, or was, what it says,
 * and the last one is right.
 */
final class RemoteCounters implements Check {
  private static final InboundCounters NONE = new InboundCounters(0, 0, 0, 0);

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    List<String> violations = new ArrayList<>();
    Map<RemoteState, Integer> counts = new EnumMap<>(RemoteState.class);
    List<InboundCounters> soFar = new ArrayList<>(List.of(NONE));
    InboundCounters last = NONE;
    for (Said one : said) {
      switch (one.trace()) {
        case InboundTrace.Transition t -> {
          t.from().ifPresent(state -> counts.merge(state, -1, Integer::sum));
          t.to().ifPresent(state -> counts.merge(state, 1, Integer::sum));
          soFar.add(counters(counts));
        }
        case InboundTrace.Counters(InboundCounters counters) -> {
          last = counters;
          if (!soFar.contains(counters)) {
            violations.add("was never so: " + one.line());
          }
        }
        default -> {
          // Of other things.
        }
      }
    }
    if (!last.equals(counters(counts))) {
      violations.add("the last are " + last + " and should be " + counters(counts));
    }
    return violations;
  }

  private static InboundCounters counters(Map<RemoteState, Integer> counts) {
    return new InboundCounters(
        counts.getOrDefault(RemoteState.IDLE, 0),
        counts.getOrDefault(RemoteState.COLD, 0),
        counts.getOrDefault(RemoteState.WARM, 0),
        counts.getOrDefault(RemoteState.HOT, 0));
  }
}
