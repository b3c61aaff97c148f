package io.tempera.benchmarks.profile;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What there is most of. */
final class Ranking {
  private static final int PLACES = 25;

  private final String title;
  private final Map<String, Long> weights = new LinkedHashMap<>();
  private long total;

  Ranking(String title) {
    this.title = title;
  }

  void add(String what, long weight) {
    weights.merge(what, weight, Long::sum);
    total += weight;
  }

  /** The first places, each with its share in percent. */
  String text() {
    StringBuilder text = new StringBuilder("%, ").append(title).append(System.lineSeparator());
    weights.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(PLACES)
        .forEach(
            entry ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%5.1f  %s%n",
                        100.0 * entry.getValue() / total,
                        entry.getKey())));
    return text.toString();
  }
}
