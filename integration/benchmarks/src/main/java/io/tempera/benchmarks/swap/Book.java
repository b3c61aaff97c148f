package io.tempera.benchmarks.swap;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Direction;
import io.tempera.protocol.HalfContext;
import io.tempera.runtime.Chance;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All conversations of one lane in one process, by peer. */
final class Book {
  private final Map<Integer, Ledger> ledgers = new ConcurrentHashMap<>();
  private final Map<Integer, Schedule> schedules = new ConcurrentHashMap<>();
  private final Duration pace;
  private final Chance chance;

  /**
   * With nothing in it.
   *
   * @param pace from one question of a conversation to the next
   * @param chance spreads the conversations over that time
   */
  Book(Duration pace, Chance chance) {
    this.pace = pace;
    this.chance = chance;
  }

  /** The port of the side that accepted: both sides know it, and each peer has its own. */
  static int peerOf(HalfContext context) {
    ConnectionId id = context.connectionId();
    boolean accepted = context.key().direction() == Direction.RESPONDER;
    return port(accepted ? id.local() : id.remote());
  }

  private static int port(SocketAddress address) {
    return ((InetSocketAddress) address).getPort();
  }

  Ledger ledger(int peer) {
    return ledgers.computeIfAbsent(peer, p -> new Ledger());
  }

  /** For the side that asks. */
  Schedule schedule(int peer) {
    return schedules.computeIfAbsent(
        peer, p -> new Schedule(pace, System.nanoTime() + chance.below(pace.toNanos())));
  }

  /** A window begins. */
  void begin() {
    long now = System.nanoTime();
    schedules.values().forEach(schedule -> schedule.begin(now));
  }

  /** The longest wait of each conversation in the window; nanoseconds. */
  long[] longest() {
    long now = System.nanoTime();
    return schedules.values().stream().mapToLong(schedule -> schedule.longest(now)).toArray();
  }

  /** What this side says of each conversation, by peer. */
  List<Account> accounts() {
    return ledgers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue().account(entry.getKey()))
        .toList();
  }
}
