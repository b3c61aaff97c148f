package io.tempera.simulation.check;

import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.util.List;

/** Something that holds of all that a node said between its start and its end. */
@FunctionalInterface
public interface Check {
  /** What does not hold, a sentence each. */
  List<String> violations(NodeSettings settings, List<Said> said);

  /** All there are. */
  static List<Check> all() {
    return List.of(
        new ConnectionTransitions(),
        new RemoteTransitions(),
        new Counters(),
        new TimeLimits(TimeLimits.VIRTUAL_SLACK),
        new NothingForbidden());
  }
}
