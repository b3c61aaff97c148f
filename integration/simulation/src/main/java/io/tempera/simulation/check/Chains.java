package io.tempera.simulation.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes of state in chains, one for each thing that has states: each begins where the one before
 * it ended, and each chain ends where it began.
 */
final class Chains {
  private final Table table;
  private final String start;
  private final Map<String, String> states = new LinkedHashMap<>();
  private final List<String> violations = new ArrayList<>();

  /**
   * Without a chain.
   *
   * @param start the state of what is not there
   */
  Chains(Table table, String start) {
    this.table = table;
    this.start = start;
  }

  /** What was known by one name is known by another from now on. */
  void rename(String old, String name) {
    String state = states.remove(old);
    if (state != null) {
      move(name, start, state, "given another name");
    }
  }

  /** A change of state. */
  void change(String name, String from, String to, String line) {
    if (!table.permits(from, to)) {
      violations.add("is not permitted: " + line);
    }
    move(name, from, to, line);
  }

  private void move(String name, String from, String to, String line) {
    String before = states.getOrDefault(name, start);
    if (!before.equals(from)) {
      violations.add("was " + before + " before: " + line);
    }
    if (to.equals(start)) {
      states.remove(name);
    } else {
      states.put(name, to);
    }
  }

  /** What was wrong, when everything is over. */
  List<String> violations() {
    List<String> all = new ArrayList<>(violations);
    states.forEach((name, state) -> all.add(name + " is left as " + state + " at the end"));
    return all;
  }
}
