package io.tempera.benchmarks.swap;

import io.tempera.benchmarks.Times;
import io.tempera.benchmarks.swap.SwapTables.Seen;

/** One way to get new code onto all connections, and what was seen of it, again and again. */
final class Trial {
  /** Does it, once. */
  @FunctionalInterface
  interface Act {
    /** Blocks until all conversations run the new code. */
    Swapped swap() throws Exception;
  }

  private static final double MILLISECOND = 1e6;

  private final String name;
  private final Lane lane;
  private final Traffic traffic;
  private final Act act;
  private Times pauses = new Times();
  private Seen swapped = new Seen();
  private Seen other = new Seen();

  /**
   * Nothing is done yet.
   *
   * @param name of its rows
   * @param lane of which the code is swapped
   * @param traffic goes on all the time
   */
  Trial(String name, Lane lane, Traffic traffic, Act act) {
    this.name = name;
    this.lane = lane;
    this.traffic = traffic;
    this.act = act;
  }

  String name() {
    return name;
  }

  /** Watches the traffic without a swap, and with one: how many milliseconds that took. */
  double once() throws Exception {
    // What the one before has left behind is over by then.
    traffic.watch(() -> {});
    traffic.watch(() -> {});
    swapped.quiet().addAll(traffic.longest(lane));
    other.quiet().addAll(traffic.longest(Lane.OTHER));
    Swapped[] swap = new Swapped[1];
    traffic.watch(() -> swap[0] = act.swap());
    swapped.during().addAll(traffic.longest(lane));
    other.during().addAll(traffic.longest(Lane.OTHER));
    pauses.addAll(swap[0].pauses());
    return swap[0].took() / MILLISECOND;
  }

  /** Begins to count. */
  void clear() {
    pauses = new Times();
    swapped = new Seen();
    other = new Seen();
  }

  /** For how long no code ran, for each conversation of each swap. */
  Times pauses() {
    return pauses;
  }

  /** The longest waits of the lane that was swapped. */
  Seen swapped() {
    return swapped;
  }

  /** The longest waits of the other one. */
  Seen other() {
    return other;
  }
}
