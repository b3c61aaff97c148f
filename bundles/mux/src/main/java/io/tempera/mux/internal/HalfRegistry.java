package io.tempera.mux.internal;

import io.tempera.mux.JobStatus;
import io.tempera.mux.ProtocolKey;
import java.util.SortedMap;
import java.util.TreeMap;

/** The registered halves. Changed under the {@link MachineRunner}'s lock, read without one. */
final class HalfRegistry {
  private volatile HalfTable table = HalfTable.EMPTY;

  HalfTable table() {
    return table;
  }

  /** A registered half. */
  Half get(ProtocolKey key) {
    return table.find(key).orElseThrow();
  }

  /** Makes a half known, or gives a known one another limit. */
  void register(ProtocolKey key, int ingressLimit) {
    HalfTable now = table;
    now.find(key)
        .ifPresentOrElse(
            known -> known.limit(ingressLimit),
            () -> table = now.with(new Half(key, ingressLimit)));
  }

  /**
   * Forgets a half, and what is queued for it.
   *
   * @return how many bytes that was
   */
  long withdraw(ProtocolKey key) {
    HalfTable now = table;
    table = now.without(key);
    return now.find(key).map(Half::arrived).orElse(0L);
  }

  /** What every half is doing. */
  SortedMap<ProtocolKey, JobStatus> statusMap() {
    SortedMap<ProtocolKey, JobStatus> map = new TreeMap<>();
    table.all().forEach(half -> map.put(half.key(), half.status()));
    return map;
  }

  /** How many bytes nobody has taken yet. */
  long queued() {
    return table.all().stream().mapToLong(Half::arrived).sum();
  }
}
