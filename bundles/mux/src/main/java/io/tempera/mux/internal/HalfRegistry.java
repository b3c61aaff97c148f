package io.tempera.mux.internal;

import io.tempera.mux.JobStatus;
import io.tempera.mux.ProtocolKey;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The registered halves. Changed under the {@link MachineRunner}'s lock, read without one. */
final class HalfRegistry {
  private final Consumer<Runnable> loop;
  private final IngressBudget.Account account;

  private volatile HalfTable table = HalfTable.EMPTY;

  /**
   * A registry without halves.
   *
   * @param loop runs something on the bearer's loop, soon
   * @param account of the bytes that wait for the halves
   */
  HalfRegistry(Consumer<Runnable> loop, IngressBudget.Account account) {
    this.loop = loop;
    this.account = account;
  }

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
   * Forgets a half, and what is queued for it. The bytes leave the account on the loop: an SDU that
   * found the half a moment ago is in its queue, and on the account, by then.
   */
  void withdraw(ProtocolKey key) {
    HalfTable now = table;
    table = now.without(key);
    now.find(key).ifPresent(half -> loop.accept(() -> account.add(-half.arrived())));
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
