package io.tempera.benchmarks.swap;

import io.tempera.benchmarks.Lines;
import io.tempera.benchmarks.Times;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What was measured, as tables. */
final class SwapTables {
  /**
   * The longest waits of conversations in windows of the same length.
   *
   * @param quiet in those without a swap
   * @param during in those with one
   */
  record Seen(Times quiet, Times during) {
    /** None yet. */
    Seen() {
      this(new Times(), new Times());
    }
  }

  private SwapTables() {}

  /** For how long no code ran. */
  static String pauses(List<Trial> trials) {
    StringBuilder table = new StringBuilder();
    table.append(Lines.line("no code ran, µs", "median", "p99", "most", ""));
    for (Trial trial : trials) {
      table.append(line(trial.name(), trial.pauses(), "of " + trial.pauses().count()));
    }
    return table.toString();
  }

  /** How long answers were waited for. */
  static String waits(String title, List<Trial> trials, Function<Trial, Seen> which) {
    StringBuilder table = new StringBuilder();
    table.append(Lines.line(title, "median", "p99", "most", "× no swap: median, p99"));
    for (Trial trial : trials) {
      Times quiet = which.apply(trial).quiet();
      Times during = which.apply(trial).during();
      table.append(line(trial.name() + ", no swap", quiet, ratio(quiet, quiet)));
      table.append(line(trial.name() + ", swap", during, ratio(during, quiet)));
    }
    return table.toString();
  }

  /** What must not be. */
  static String faults(List<Fault> faults) {
    StringBuilder table = new StringBuilder();
    table.append(Lines.line("lost", "client", "server", "allowed", ""));
    for (Fault fault : faults) {
      table.append(
          Lines.line(
              fault.what(), Long.toString(fault.client()), Long.toString(fault.server()), "0", ""));
    }
    return table.toString();
  }

  private static String ratio(Times times, Times quiet) {
    return String.format(
        Locale.ROOT, "%.2f, %.2f", times.median() / quiet.median(), times.slow() / quiet.slow());
  }

  private static String line(String name, Times times, String remark) {
    return Lines.line(
        name, figure(times.median()), figure(times.slow()), figure(times.most()), remark);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
