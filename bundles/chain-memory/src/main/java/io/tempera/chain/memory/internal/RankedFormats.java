package io.tempera.chain.memory.internal;

import io.tempera.chain.ChainFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The formats that are there, the highest {@code service.ranking} first, then the older service.
 */
final class RankedFormats {
  private static final Comparator<Map<String, Object>> ORDER =
      Comparator.<Map<String, Object>>comparingLong(of -> -number(of, "service.ranking"))
          .thenComparingLong(of -> number(of, "service.id"));

  private final Map<ChainFormat, Map<String, Object>> known = new LinkedHashMap<>();
  private volatile List<ChainFormat> byRanking = List.of();

  synchronized void put(ChainFormat format, Map<String, Object> properties) {
    known.put(format, properties);
    sort();
  }

  synchronized void remove(ChainFormat format) {
    known.remove(format);
    sort();
  }

  List<ChainFormat> byRanking() {
    return byRanking;
  }

  private void sort() {
    List<Map.Entry<ChainFormat, Map<String, Object>>> all = new ArrayList<>(known.entrySet());
    all.sort(Map.Entry.comparingByValue(ORDER));
    byRanking = all.stream().map(Map.Entry::getKey).toList();
  }

  private static long number(Map<String, Object> properties, String key) {
    return properties.get(key) instanceof Number number ? number.longValue() : 0;
  }
}
