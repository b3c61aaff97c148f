package io.tempera.benchmarks.cycle;

import io.tempera.benchmarks.Lines;
import io.tempera.benchmarks.visit.VisitRate;
import io.tempera.benchmarks.visit.Visits;
import java.util.Locale;

/** Has visits made, and adds up what they cost both processes. */
final class Meter {
  private static final double MICROSECOND = 1e3;
  private static final double KIBIBYTE = 1_024;

  private final Visits visits;
  private final CycleServer.Remote server;
  private Costs ours = Costs.NONE;
  private Costs theirs = Costs.NONE;
  private long made;
  private long total;

  Meter(Visits visits, CycleServer.Remote server) {
    this.visits = visits;
    this.server = server;
  }

  String name() {
    return visits.name();
  }

  /** Visits, see {@link VisitRate#of}. */
  double rate(int guests, int count) throws Exception {
    Costs theirsBefore = server.costs();
    Costs oursBefore = Costs.now();
    double rate = VisitRate.of(visits, guests, count);
    ours = ours.plus(Costs.now().minus(oursBefore));
    theirs = theirs.plus(server.costs().minus(theirsBefore));
    long visited = (long) guests * Math.ceilDiv(count, guests);
    made += visited;
    total += visited;
    return rate;
  }

  /** Begins to count. */
  void clear() {
    ours = Costs.NONE;
    theirs = Costs.NONE;
    made = 0;
  }

  /** How many since it began to count. */
  long made() {
    return made;
  }

  /** How many in all. */
  long total() {
    return total;
  }

  /** A line with the processor time of each visit. */
  String processor(String what, int parts) {
    return line(
        what, ours.processor() / MICROSECOND / parts, theirs.processor() / MICROSECOND / parts);
  }

  /** A line with the memory that each visit takes for a while. */
  String allocated(String what) {
    return line(what, ours.allocated() / KIBIBYTE, theirs.allocated() / KIBIBYTE);
  }

  private String line(String what, double here, double there) {
    return Lines.line(
        what, figure(here / made), figure(there / made), figure((here + there) / made), "");
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
