package io.tempera.testkit;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * The wire in one direction of a connection: what is sent arrives in its order, once the bytes
 * before it and its own have been sent at the bandwidth and the latency is over. Touched on the
 * network's loop only.
 */
final class Line {
  private static final long NANOS = 1_000_000_000L;

  private final MemoryNetwork network;
  private final MemoryConnection connection;
  private final ArrayDeque<Runnable> onTheWay = new ArrayDeque<>();
  private long busyUntil;

  Line(MemoryNetwork network, MemoryConnection connection) {
    this.network = network;
    this.connection = connection;
    this.busyUntil = network.nanos();
  }

  /**
   * Sends something.
   *
   * @param bytes its length; 0 for what has none, such as a FIN
   */
  void send(int bytes, Runnable arrival) {
    long now = network.nanos();
    busyUntil = Math.max(now, busyUntil) + sending(bytes);
    onTheWay.add(arrival);
    // The one that has been on its way for the longest arrives, whichever timer is the first.
    connection.carry(Duration.ofNanos(busyUntil - now), () -> onTheWay.remove().run());
  }

  private long sending(long bytes) {
    long bandwidth = connection.settings().bandwidth();
    return bandwidth == MemorySettings.UNLIMITED ? 0 : bytes * NANOS / bandwidth;
  }
}
