package io.tempera.kit;

import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import io.tempera.mux.Channel;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.Position;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.Woken;
import io.tempera.runtime.Clock;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The world of one half, on the test's own thread: when the half waits in vain, the next thing that
 * the test has planned happens, or else the time passes.
 */
final class FakeHalf implements HalfContext, Channel, Clock {
  private static final long LARGEST_PIECE = 1_000;
  private static final int MOST_WAITS = 10_000;

  final List<String> sent = new ArrayList<>();
  final List<WaitFor> waits = new ArrayList<>();
  final List<Position> positions = new ArrayList<>();
  private final Deque<Runnable> planned = new ArrayDeque<>();
  private final Direction direction;
  private final Optional<Snapshot> before;
  private byte[] arrived = new byte[0];
  private ControlMessage control = ControlMessage.CONTINUE;
  private boolean handOver;
  private boolean woken;
  private long now = 1_000;

  FakeHalf(Direction direction) {
    this(direction, Optional.empty());
  }

  FakeHalf(Direction direction, Optional<Snapshot> before) {
    this.direction = direction;
    this.before = before;
  }

  /** Bytes that are there at once. */
  FakeHalf arrives(String hex) {
    byte[] more = HexFormat.of().parseHex(hex);
    byte[] all = Arrays.copyOf(arrived, arrived.length + more.length);
    System.arraycopy(more, 0, all, arrived.length, more.length);
    arrived = all;
    return this;
  }

  /** What happens when the half waits in vain. */
  FakeHalf then(Runnable event) {
    planned.add(event);
    return this;
  }

  FakeHalf thenArrives(String hex) {
    return then(() -> arrives(hex));
  }

  FakeHalf thenControl(ControlMessage message) {
    return then(() -> control(message));
  }

  FakeHalf control(ControlMessage message) {
    control = message;
    return this;
  }

  FakeHalf askHandOver() {
    handOver = true;
    return this;
  }

  FakeHalf passes(Duration time) {
    now += time.toNanos();
    return this;
  }

  Duration elapsed() {
    return Duration.ofNanos(now - 1_000);
  }

  String left() {
    return HexFormat.of().formatHex(arrived);
  }

  @Override
  public Woken await(WaitFor what) {
    waits.add(what);
    if (waits.size() > MOST_WAITS) {
      throw new AssertionError("waits again and again: " + what);
    }
    while (true) {
      if (what.controlOtherThan().filter(c -> c != control).isPresent()) {
        return Woken.CONTROL;
      } else if (what.handOverAt().isPresent() && handOver) {
        return Woken.HAND_OVER;
      } else if (what.bytes().isPresent() && what.bytes().getAsInt() <= arrived.length) {
        return Woken.BYTES;
      } else if (what.waker() && woken) {
        woken = false;
        return Woken.WAKER;
      } else if (what.time().filter(Duration::isZero).isPresent()) {
        return Woken.TIME;
      } else if (!planned.isEmpty()) {
        planned.remove().run();
      } else {
        passes(what.time().orElseThrow(() -> new AssertionError("waits for ever: " + what)));
        return Woken.TIME;
      }
    }
  }

  @Override
  public int arrived() {
    return arrived.length;
  }

  @Override
  public ByteBuffer look(int offset) {
    int length = (int) Math.min(LARGEST_PIECE, arrived.length - offset);
    return ByteBuffer.wrap(arrived, offset, length).slice().asReadOnlyBuffer();
  }

  @Override
  public byte[] take(int count) {
    byte[] taken = Arrays.copyOf(arrived, count);
    arrived = Arrays.copyOfRange(arrived, count, arrived.length);
    return taken;
  }

  @Override
  public void send(List<ByteBuffer> pieces) {
    StringBuilder message = new StringBuilder();
    for (ByteBuffer piece : pieces) {
      byte[] bytes = new byte[piece.remaining()];
      piece.duplicate().get(bytes);
      message.append(HexFormat.of().formatHex(bytes));
    }
    sent.add(message.toString());
  }

  @Override
  public ConnectionId connectionId() {
    return new ConnectionId(
        new InetSocketAddress("127.0.0.1", 1), new InetSocketAddress("127.0.0.1", 2));
  }

  @Override
  public ProtocolKey key() {
    return new ProtocolKey(7, direction);
  }

  @Override
  public Agreed agreed() {
    return new Agreed(
        15,
        new VersionData(42, DiffusionMode.INITIATOR_AND_RESPONDER, false, false, false),
        new TreeSet<>());
  }

  @Override
  public ControlMessage control() {
    return control;
  }

  @Override
  public boolean handOverAsked(ResumePoint at) {
    return handOver;
  }

  @Override
  public Optional<Snapshot> resumedFrom() {
    return before;
  }

  @Override
  public void wake() {
    woken = true;
  }

  @Override
  public Clock clock() {
    return this;
  }

  @Override
  public void roundTrip(Duration time) {}

  @Override
  public void at(Position position) {
    positions.add(position);
  }

  @Override
  public void note(String text) {}

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Instant wallTime() {
    return Instant.EPOCH;
  }
}
