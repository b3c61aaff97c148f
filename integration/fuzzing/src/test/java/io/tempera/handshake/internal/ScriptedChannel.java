package io.tempera.handshake.internal;

import static io.tempera.fuzzing.FuzzTarget.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxException;
import io.tempera.mux.SduChannel;
import io.tempera.runtime.Clock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** SDUs that come one after the other, each after some time; then silence, or the end. */
final class ScriptedChannel implements SduChannel, Clock {
  private static final ConnectionId ID =
      new ConnectionId(
          new InetSocketAddress("127.0.0.1", 3001), new InetSocketAddress("127.0.0.1", 40_000));

  private final Deque<byte[]> incoming = new ArrayDeque<>();
  private final Duration each;
  private final boolean ends;
  private final List<byte[]> sent = new ArrayList<>();
  private long now = 5_000_000_000L;

  /**
   * With nothing to come yet.
   *
   * @param each how long each SDU takes
   * @param ends whether the bearer ends behind the last
   */
  ScriptedChannel(Duration each, boolean ends) {
    this.each = each;
    this.ends = ends;
  }

  void arrive(byte[] payload) {
    incoming.add(payload);
  }

  List<byte[]> sent() {
    return sent;
  }

  @Override
  public ConnectionId connectionId() {
    return ID;
  }

  @Override
  public void send(Direction sender, byte[] payload) {
    check(payload.length > 0 && payload.length <= 0xffff, "a message is one SDU");
    sent.add(payload);
  }

  @Override
  public Optional<byte[]> receive(Duration timeout) {
    check(timeout.isPositive(), "nobody waits when the time is over");
    if (incoming.isEmpty() && ends) {
      throw new MuxException(FailureCategory.REMOTE_CLOSED, ID + ": the end", Optional.empty());
    }
    if (incoming.isEmpty() || each.compareTo(timeout) >= 0) {
      now += timeout.toNanos();
      return Optional.empty();
    }
    now += each.toNanos();
    return Optional.of(incoming.remove());
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Instant wallTime() {
    return Instant.EPOCH;
  }
}
