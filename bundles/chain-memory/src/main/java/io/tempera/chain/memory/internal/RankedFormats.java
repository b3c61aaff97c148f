package io.tempera.chain.memory.internal;

import io.tempera.chain.ChainFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The formats that are there, the highest {@code service.ranking} first, then the older service;
 * and which have gone a moment ago, by name, so that nothing of their bundles is kept.
 */
final class RankedFormats {
  private static final Comparator<Map<String, Object>> ORDER =
      Comparator.<Map<String, Object>>comparingLong(of -> -number(of, "service.ranking"))
          .thenComparingLong(of -> number(of, "service.id"));

  private final Map<ChainFormat, Map<String, Object>> known = new LinkedHashMap<>();
  private final Set<String> away = new HashSet<>();
  private volatile KnownFormats now = new KnownFormats(List.of(), true);

  synchronized void put(ChainFormat format, Map<String, Object> properties) {
    known.put(format, properties);
    away.remove(format.name());
    sort();
  }

  /**
   * One goes; it is away, unless another of that name is there.
   *
   * @return whether it is away
   */
  synchronized boolean remove(ChainFormat format) {
    known.remove(format);
    boolean isAway = known.keySet().stream().noneMatch(o -> o.name().equals(format.name()));
    if (isAway) {
      away.add(format.name());
    }
    sort();
    return isAway;
  }

  /** One that is away is not expected back any more. */
  synchronized void gone(String name) {
    away.remove(name);
    sort();
  }

  KnownFormats now() {
    return now;
  }

  private void sort() {
    List<Map.Entry<ChainFormat, Map<String, Object>>> all = new ArrayList<>(known.entrySet());
    all.sort(Map.Entry.comparingByValue(ORDER));
    now = new KnownFormats(all.stream().map(Map.Entry::getKey).toList(), away.isEmpty());
  }

  private static long number(Map<String, Object> properties, String key) {
    return properties.get(key) instanceof Number number ? number.longValue() : 0;
  }
}
