package io.tempera.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures several subjects in turn, again and again, so that what the machine does beside it meets
 * all of them alike. Each round begins with another subject.
 */
public final class Rounds {
  private final int warmUps;
  private final int rounds;

  /**
   * How often.
   *
   * @param warmUps rounds that are not counted, zero or more
   * @param rounds rounds that are counted, at least 1
   */
  public Rounds(int warmUps, int rounds) {
    if (warmUps < 0 || rounds < 1) {
      throw new IllegalArgumentException(
          "It takes 0 or more warm-ups and 1 or more rounds, not " + warmUps + " and " + rounds);
    }
    this.warmUps = warmUps;
    this.rounds = rounds;
  }

  /** The figures of every round, by subject, in the subjects' order. */
  public Map<String, List<Double>> measure(
      Workload workload, int amount, List<? extends Subject> subjects) throws Exception {
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    subjects.forEach(s -> figures.put(s.name(), new ArrayList<>()));
    for (int round = -warmUps; round < rounds; round++) {
      for (int i = 0; i < subjects.size(); i++) {
        Subject subject = subjects.get(Math.floorMod(round + i, subjects.size()));
        double figure = workload.figure(workload.run(subject, amount), amount);
        if (round >= 0) {
          figures.get(subject.name()).add(figure);
        }
      }
    }
    return figures;
  }
}
