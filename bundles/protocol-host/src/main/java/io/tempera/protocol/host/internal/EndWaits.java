package io.tempera.protocol.host.internal;

import io.tempera.protocol.Temperature;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who waits until none of some initiators runs, in the order in which they came. For the
 * connection's inbox only: what was to begin before somebody came here is counted then.
 */
final class EndWaits {
  private final Predicate<Set<Temperature>> noneRuns;
  private final Consumer<Runnable> tell;
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(Set<Temperature> temperatures, Runnable then) {}

  /**
   * Nobody waits.
   *
   * @param noneRuns whether none of the initiators of some temperatures runs, or is about to
   * @param tell tells one of those who waited
   */
  EndWaits(Predicate<Set<Temperature>> noneRuns, Consumer<Runnable> tell) {
    this.noneRuns = noneRuns;
    this.tell = tell;
  }

  /** Somebody waits. */
  void add(Set<Temperature> temperatures, Runnable then) {
    waiting.add(new Waiting(temperatures, then));
    look();
  }

  /** An initiator rests. */
  void look() {
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting one = each.next();
      if (noneRuns.test(one.temperatures())) {
        each.remove();
        tell.accept(one.then());
      }
    }
  }
}
