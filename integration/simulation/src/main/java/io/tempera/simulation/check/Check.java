package io.tempera.simulation.check;

import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Something that holds of all that a node said between its start and its end. */
@FunctionalInterface
public interface Check {
  /** What does not hold, a sentence each. */
  List<String> violations(NodeSettings settings, List<Said> said);

  /** All there are. */
  static List<Check> all() {
    List<Check> all = new ArrayList<>(ofAnyVersions());
    all.add(new Swaps());
    return all;
  }

  /** Those that do not mind which versions of numbered mini-protocols there are. */
  static List<Check> ofAnyVersions() {
    List<Check> all = new ArrayList<>(ofAnyProtocols());
    all.add(new MonitoringResults());
    all.add(new RepromoteDelays());
    return all;
  }

  /** Those that do not mind which mini-protocols there are. */
  static List<Check> ofAnyProtocols() {
    List<Check> all = new ArrayList<>(all(TimeLimits.VIRTUAL_SLACK));
    all.add(new Demotions());
    all.add(new CallTraces());
    all.add(new HandOverCourses());
    all.add(new HandOverCounters());
    return all;
  }

  /**
   * Those that hold where threads are real: who is first to say what happens in the same moment is
   * left to chance there.
   *
   * @param slack by which what has a time limit may be later
   */
  static List<Check> all(Duration slack) {
    return List.of(
        new ConnectionTransitions(),
        new RemoteTransitions(),
        new Counters(),
        new RemoteCounters(),
        new PeerStatuses(),
        new HotPeriods(slack),
        new NoDodgyTraces(),
        new ColdAfterOutbound(),
        new ControlMessages(slack),
        new CallAnswers(slack),
        new CallTimes(slack),
        new TimeLimits(slack),
        new NothingForbidden());
  }
}
