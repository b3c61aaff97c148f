package io.tempera.protocol.host.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.Agreed;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.Position;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.WaitFor;
import io.tempera.protocol.Woken;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What one running half knows of the world. All that it can wait for ends in one {@link Wait},
 * whose condition is looked at on the half's own thread.
 */
final class HalfView implements HalfContext {
  /** For writes that are ordered, and no more: nobody waits for them. */
  private static final AtomicLongFieldUpdater<HalfView> REACHED =
      AtomicLongFieldUpdater.newUpdater(HalfView.class, "reachedNanos");

  private static final AtomicReferenceFieldUpdater<HalfView, Position> POSITION =
      AtomicReferenceFieldUpdater.newUpdater(HalfView.class, Position.class, "position");

  private final SlotHome home;
  private final ProtocolKey key;
  private final Temperature temperature;
  private final GuardedChannel channel;
  private final Wait wait;
  private final AtomicBoolean woken = new AtomicBoolean();

  /** Where the implementation before has stopped. */
  private final Optional<Snapshot> before;

  private volatile boolean going;
  private volatile Succession succession = Succession.STAY;

  /** Every point at which it was ever asked to stop. */
  private volatile List<ResumePoint> offered = List.of();

  /**
   * When {@link #position} became so: written before it, so that nothing looks older than it is.
   */
  private volatile long reachedNanos;

  /** Null until the half says one. */
  private volatile Position position;

  HalfView(
      SlotHome home,
      ProtocolKey key,
      Temperature temperature,
      GuardedChannel channel,
      Wait wait,
      Optional<Snapshot> before) {
    this.home = home;
    this.key = key;
    this.temperature = temperature;
    this.channel = channel;
    this.wait = wait;
    this.before = before;
  }

  /** The half is to end: from now on every wait ends with an InterruptedException. */
  void go() {
    going = true;
    wait.wake();
  }

  /** Something that a wait may be for has changed. */
  void lookAgain() {
    wait.wake();
  }

  @Override
  public ConnectionId connectionId() {
    return home.connectionId();
  }

  @Override
  public ProtocolKey key() {
    return key;
  }

  @Override
  public Agreed agreed() {
    return home.agreed();
  }

  @Override
  public ControlMessage control() {
    return succession instanceof Succession.Restart
        ? ControlMessage.TERMINATE
        : home.controlOf(key, temperature);
  }

  /** What is to become of the half, from now on. */
  void ask(Succession now) {
    if (now instanceof Succession.HandOver handOver) {
      // Ahead of the question: the half may have its answer before this method is through.
      offered = Stream.concat(offered.stream(), handOver.at().stream()).distinct().toList();
    }
    succession = now;
    wait.wake();
  }

  /** Whether the half was ever asked to stop there; what was asked may have changed since. */
  boolean mayStopAt(ResumePoint point) {
    return offered.contains(point);
  }

  @Override
  public boolean handOverAsked(ResumePoint at) {
    return succession instanceof Succession.HandOver handOver && handOver.at().contains(at);
  }

  @Override
  public Optional<Snapshot> resumedFrom() {
    return before;
  }

  @Override
  public Woken await(WaitFor what) throws InterruptedException {
    if (what.bytes().isPresent() && !going) {
      int wanted = what.bytes().getAsInt();
      if (channel.arrived() < wanted) {
        channel.open().whenArrived(wanted, wait::wake);
      }
    }
    // What the condition saw, kept because it need not be so any more when the wait returns.
    AtomicReference<Woken> seen = new AtomicReference<>(Woken.TIME);
    BooleanSupplier condition = () -> going || look(what, seen);
    if (what.time().isPresent()) {
      wait.until(condition, what.time().get());
    } else {
      wait.until(condition);
    }
    if (going) {
      throw new InterruptedException("mini-protocol " + key + " is to end");
    }
    if (seen.get() == Woken.WAKER) {
      woken.getAndSet(false); // a read too: what the waker wrote before is visible
    }
    return seen.get();
  }

  private boolean look(WaitFor what, AtomicReference<Woken> seen) {
    Optional<Woken> first = first(what);
    first.ifPresent(seen::set);
    return first.isPresent();
  }

  private Optional<Woken> first(WaitFor what) {
    if (what.controlOtherThan().isPresent() && control() != what.controlOtherThan().get()) {
      return Optional.of(Woken.CONTROL);
    }
    if (what.handOverAt().filter(this::handOverAsked).isPresent()) {
      return Optional.of(Woken.HAND_OVER);
    }
    if (what.bytes().isPresent() && channel.arrived() >= what.bytes().getAsInt()) {
      return Optional.of(Woken.BYTES);
    }
    return what.waker() && woken.get() ? Optional.of(Woken.WAKER) : Optional.empty();
  }

  @Override
  public void wake() {
    woken.set(true);
    wait.wake();
  }

  @Override
  public Clock clock() {
    return home.runtime().clock();
  }

  @Override
  public void roundTrip(Duration time) {
    if (!going) {
      home.roundTripMeasured(key, time);
    }
  }

  @Override
  public void at(Position now) {
    if (!going) {
      REACHED.lazySet(this, clock().nanos());
      POSITION.lazySet(this, now);
    }
  }

  /** Where the half is in its protocol, if it said so. Any thread. */
  Optional<SlotView.Reached> reached() {
    Position now = position;
    return going || now == null
        ? Optional.empty()
        : Optional.of(new SlotView.Reached(now, clock().wallTime().minusNanos(nanosSince())));
  }

  /** The state in which it was last, if it said one. Any thread. */
  Optional<String> lastState() {
    return Optional.ofNullable(position).map(Position::state);
  }

  private long nanosSince() {
    return Math.max(0, clock().nanos() - reachedNanos);
  }

  /** How many bytes the half has not taken. Any thread. */
  int queued() {
    return channel.waiting();
  }

  @Override
  public void note(String text) {
    if (!going) {
      home.noted(key, text);
    }
  }
}
