package io.tempera.simulation.relay;

import io.tempera.chain.Encoded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each transaction that was made is in a pool, once, and nothing else is. */
final class SameTransactions {
  private SameTransactions() {}

  /** What does not hold of a pool, a sentence each. */
  static List<String> violations(Set<Encoded> made, List<Encoded> pool) {
    List<String> violations = new ArrayList<>();
    Set<Encoded> found = new HashSet<>();
    for (Encoded id : pool) {
      if (!found.add(id)) {
        violations.add("has a transaction twice: " + id);
      }
      if (!made.contains(id)) {
        violations.add("has a transaction that nobody made: " + id);
      }
    }
    long missing = made.stream().filter(id -> !found.contains(id)).count();
    if (missing > 0) {
      violations.add("misses " + missing + " of " + made.size() + " transactions");
    }
    return violations;
  }
}
