package io.tempera.simulation.script;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Leaves steps out of a script that fails, as long as it still fails. */
public final class Shrinker {
  private Shrinker() {}

  /**
   * A script of which no step can be left out, nor any run of steps that was tried.
   *
   * @param fails runs a script
   * @param most how many scripts are run at the most
   */
  public static Script shrink(Script script, Predicate<Script> fails, int most) {
    Script smallest = script;
    int left = most;
    int size = Math.max(1, script.steps().size() / 2);
    while (size >= 1 && left > 0) {
      boolean shorter = false;
      for (int from = 0; from < smallest.steps().size() && left > 0; ) {
        List<Integer> places = new ArrayList<>(smallest.places());
        places.subList(from, Math.min(from + size, places.size())).clear();
        Script candidate = smallest.keeping(places);
        left--;
        if (fails.test(candidate)) {
          smallest = candidate;
          shorter = true;
        } else {
          from += size;
        }
      }
      if (!shorter || size > 1) {
        size = size == 1 ? 0 : size / 2;
      }
    }
    return smallest;
  }
}
