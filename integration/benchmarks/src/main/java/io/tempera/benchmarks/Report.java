package io.tempera.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells the figures of one workload: median, spread, and the median against the first subject's.
 */
public final class Report {
  private static final String ROW = "%-28s %12s %12s %12s   %s%n";

  private Report() {}

  /** A table of the workload. The first subject is the baseline. */
  public static String of(Workload workload, int amount, Map<String, List<Double>> figures) {
    double baseline = median(figures.values().iterator().next());
    StringBuilder table = new StringBuilder();
    row(table, workload.title() + " (" + amount + ")", "median", "least", "most", "baseline");
    figures.forEach(
        (name, values) -> {
          double median = median(values);
          double least = values.stream().mapToDouble(v -> v).min().orElseThrow();
          double most = values.stream().mapToDouble(v -> v).max().orElseThrow();
          String ratio = workload.against(median, baseline);
          row(table, name, figure(median), figure(least), figure(most), ratio);
        });
    return table.toString();
  }

  /** The middle value, or the mean of the two in the middle. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static void row(StringBuilder table, Object... cells) {
    table.append(String.format(Locale.ROOT, ROW, cells));
  }
}
