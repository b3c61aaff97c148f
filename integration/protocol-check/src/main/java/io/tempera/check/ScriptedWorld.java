package io.tempera.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.Agreed;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The world of one half on the test's own thread: when the half waits in vain, the next thing that
 * was planned happens; when nothing is planned, the time passes for which it waits.
 */
final class ScriptedWorld extends Bytes implements HalfContext, Clock {
  private static final int MOST_WAITS = 1_000_000;

  private final Direction direction;
  private final Optional<Snapshot> before;
  private final Deque<Runnable> planned = new ArrayDeque<>();
  private final List<byte[]> sent = new ArrayList<>();
  private ControlMessage control = ControlMessage.CONTINUE;
  private boolean handOver;
  private boolean woken;
  private boolean gone;
  private long now;
  private int waits;

  ScriptedWorld(Direction direction, Optional<Snapshot> before) {
    this.direction = direction;
    this.before = before;
  }

  void then(Runnable event) {
    planned.add(event);
  }

  void thenArrives(byte[] bytes) {
    then(() -> add(bytes));
  }

  void control(ControlMessage message) {
    control = message;
  }

  void askHandOver() {
    handOver = true;
  }

  /** The connection goes: every wait ends with an InterruptedException. */
  void cut() {
    gone = true;
  }

  void passes(Duration time) {
    now += time.toNanos();
  }

  Duration elapsed() {
    return Duration.ofNanos(now);
  }

  List<byte[]> sent() {
    return sent;
  }

  @Override
  public Woken await(WaitFor what) throws InterruptedException {
    if (++waits > MOST_WAITS) {
      throw new AssertionError(
          "The half waits again and again, and never for anything new: " + what);
    }
    while (true) {
      if (gone) {
        throw new InterruptedException("the connection is going");
      }
      Optional<Woken> why = why(what);
      if (why.isPresent()) {
        return why.get();
      }
      if (planned.isEmpty()) {
        passes(
            what.time()
                .orElseThrow(() -> new AssertionError("The half waits for ever, for " + what)));
        return Woken.TIME;
      }
      planned.remove().run();
    }
  }

  private Optional<Woken> why(WaitFor what) {
    if (what.controlOtherThan().filter(c -> c != control).isPresent()) {
      return Optional.of(Woken.CONTROL);
    } else if (what.handOverAt().isPresent() && handOver) {
      return Optional.of(Woken.HAND_OVER);
    } else if (what.bytes().isPresent() && what.bytes().getAsInt() <= arrived()) {
      return Optional.of(Woken.BYTES);
    } else if (what.waker() && woken) {
      woken = false;
      return Optional.of(Woken.WAKER);
    }
    return what.time().filter(Duration::isZero).map(t -> Woken.TIME);
  }

  @Override
  void sent(byte[] message) {
    sent.add(message);
  }

  @Override
  public ConnectionId connectionId() {
    return Defaults.CONNECTION;
  }

  @Override
  public ProtocolKey key() {
    return new ProtocolKey(Defaults.NUMBER, direction);
  }

  @Override
  public Agreed agreed() {
    return Defaults.AGREED;
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
  public void roundTrip(Duration time) {
    // Nobody listens.
  }

  @Override
  public void at(Position position) {
    // Nobody looks.
  }

  @Override
  public void note(String text) {
    // Nobody listens.
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Instant wallTime() {
    return Instant.EPOCH.plusNanos(now);
  }
}
