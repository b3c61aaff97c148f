package io.tempera.listener.internal;

import io.tempera.bearer.AddressBlock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each address knocks: a token bucket for each, of which only the moment is kept at which
 * it will be full again. Without clock; not thread safe.
 *
 * <p>An address whose bucket is full is as good as unknown, and forgotten.
 */
final class Attempts {
  private static final long SECOND = 1_000_000_000;

  /** When the bucket is full, in the clock's nanoseconds; whoever knocked last comes last. */
  private final Map<AddressBlock, Long> fullAt = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Somebody knocks.
   *
   * @param now the clock's nanoseconds, never less than before
   * @return whether it may; if not, nothing is taken from its bucket
   */
  boolean knock(AddressBlock address, AddressLimits limits, long now) {
    if (limits.attemptsPerSecond() == 0) {
      return true;
    }
    long interval = SECOND / limits.attemptsPerSecond();
    // A map of longs: its values are compared by differences only, as the clock's must be. What is
    // kept may come from other limits: no more than one whole bucket of these is missing.
    long whole = limits.burst() * interval;
    long missing = Math.clamp(fullAt.getOrDefault(address, now) - now, 0, whole);
    boolean may = missing <= whole - interval;
    fullAt.put(address, now + missing + (may ? interval : 0));
    forget(limits.remembered(), now);
    return may;
  }

  private void forget(int remembered, long now) {
    Iterator<Long> eldest = fullAt.values().iterator();
    while (eldest.hasNext() && (eldest.next() - now <= 0 || fullAt.size() > remembered)) {
      eldest.remove();
    }
  }

  /** How many addresses are remembered. */
  int size() {
    return fullAt.size();
  }
}
