package io.tempera.simulation.check;

import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.time.Duration;
import java.util.List;

/** Something that holds of all that a node said between its start and its end. */
@FunctionalInterface
public interface Check {
  /** What does not hold, a sentence each. */
  List<String> violations(NodeSettings settings, List<Said> said);

  /** All there are. */
  static List<Check> all() {
    return all(TimeLimits.VIRTUAL_SLACK);
  }

  /** All there are; states with a time limit may be left so much later. */
  static List<Check> all(Duration slack) {
    return List.of(
        new ConnectionTransitions(),
        new RemoteTransitions(),
        new Counters(),
        new RemoteCounters(),
        new PeerStatuses(),
        new TimeLimits(slack),
        new NothingForbidden());
  }
}
