package io.tempera.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Tells the figures of one table: median, spread, and how each row fares against the one that it is
 * compared with, which is the median of the rounds' ratios: what disturbs a round disturbs both.
 */
public final class Report {
  private Report() {}

  /** The table with its figures. */
  public static String of(Table table, Map<Row, List<Double>> figures) {
    StringBuilder text = new StringBuilder();
    text.append(Lines.line(table.title(), "median", "least", "most", "baseline"));
    figures.forEach(
        (row, values) -> {
          double median = median(values);
          double least = values.stream().mapToDouble(v -> v).min().orElseThrow();
          double most = values.stream().mapToDouble(v -> v).max().orElseThrow();
          String against = against(table, ratio(values, baseline(row, figures)));
          text.append(Lines.line(row.name(), figure(median), figure(least), figure(most), against));
        });
    return text.toString();
  }

  /** Of the row that it is compared with, or of the first when that one is not measured. */
  private static List<Double> baseline(Row row, Map<Row, List<Double>> figures) {
    return figures.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(row.baseline()))
        .findFirst()
        .or(() -> figures.entrySet().stream().findFirst())
        .orElseThrow()
        .getValue();
  }

  private static double ratio(List<Double> values, List<Double> baseline) {
    return median(
        IntStream.range(0, values.size()).mapToObj(i -> values.get(i) / baseline.get(i)).toList());
  }

  /** As the goals say it: times, or share. */
  private static String against(Table table, double ratio) {
    return String.format(Locale.ROOT, table.lowerIsBetter() ? "%.2f × time" : "%.2f of", ratio);
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
}
