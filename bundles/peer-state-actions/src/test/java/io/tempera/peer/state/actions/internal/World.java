package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.MuxEnd;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A peer and everything around it: callers, connection manager, slots, multiplexer and timers, as
 * far as the peer can tell. A slot's news is told in the moment in which it happens here: a mailbox
 * that delivers it later is a world in which it happens later. That nothing runs is told after all
 * news before it, and then nothing starts any more by itself. Only the end of a multiplexer is
 * different, since it ends all slots at once; so it is an act without an event, after which each
 * slot that ran tells in any order that it failed, or that it had ended before, and the multiplexer
 * comes last.
 */
final class World {
  static final ConnectionId ID =
      new ConnectionId(
          new InetSocketAddress("127.0.0.1", 3001), new InetSocketAddress("127.0.0.1", 3002));
  static final Duration LIMIT = Duration.ofSeconds(1);
  static final Duration DELAY = Duration.ofSeconds(10);

  /** How a slot is seen; WAITING was started and has nothing to run yet. */
  static final int IDLE = 0;

  static final int WAITING = 1;
  static final int RUNNING = 2;
  static final int ENDED = 3;
  static final int FAILED = 4;

  /** How the multiplexer is; UNTOLD has ended, which the peer has not heard. */
  static final int NO_MUX = 0;

  static final int ALIVE = 1;
  static final int UNTOLD = 2;
  static final int TOLD = 3;

  PeerState peer = PeerMachine.start(ID.remote());
  final int[] slots = new int[6];
  final ControlMessage[] control = new ControlMessage[3];
  final long[] timers = new long[TimerKind.values().length];
  int mux;
  boolean acquiring;
  boolean releasing;
  boolean awaiting;
  boolean released;
  boolean goingDown;

  /** Whether the slots were asked when no hot initiator runs, and have not said it. */
  boolean hotAwaited;

  /** The same of all initiators. */
  boolean allAwaited;

  /** Whether the peer has begun to cool and has not said so. */
  boolean owesCooling;

  /** Whether it has become hot and has not said so. */
  boolean owesHot;

  /** Whether it is counted how long it is hot. */
  boolean hotCounted;

  /** Who waits, as bits: {@link Asker}. */
  int waiting;

  World() {
    forget();
  }

  World copy() {
    World copy = new World();
    copy.peer = peer;
    System.arraycopy(slots, 0, copy.slots, 0, slots.length);
    System.arraycopy(control, 0, copy.control, 0, control.length);
    System.arraycopy(timers, 0, copy.timers, 0, timers.length);
    copy.mux = mux;
    copy.acquiring = acquiring;
    copy.releasing = releasing;
    copy.awaiting = awaiting;
    copy.released = released;
    copy.goingDown = goingDown;
    copy.hotAwaited = hotAwaited;
    copy.allAwaited = allAwaited;
    copy.owesCooling = owesCooling;
    copy.owesHot = owesHot;
    copy.hotCounted = hotCounted;
    copy.waiting = waiting;
    return copy;
  }

  /** No connection, or none of which anybody still looks at multiplexer and slots. */
  void forget() {
    mux = NO_MUX;
    released = false;
    hotAwaited = false;
    allAwaited = false;
    Arrays.fill(slots, IDLE);
    Arrays.fill(control, ControlMessage.CONTINUE);
  }

  /** The next life, with a machine of its own. */
  void beginAnew() {
    peer = PeerMachine.start(ID.remote());
  }

  boolean isUp() {
    return peer instanceof Live live && live.isUp();
  }

  boolean runs(Place place) {
    return slots[place.index()] == RUNNING;
  }

  /**
   * Whether a slot that has nothing to run yet may find something, whatever it is asked by then.
   */
  boolean mayStart(Place place) {
    return slots[place.index()] == WAITING && mux == ALIVE;
  }

  boolean anyRuns() {
    return Place.ALL.stream().anyMatch(this::runs);
  }

  boolean runs(Temperature temperature) {
    return Place.of(temperature).stream().anyMatch(this::runs);
  }

  /** Whether something runs, or may yet. */
  boolean mayRun(Place place) {
    return runs(place) || mayStart(place);
  }

  void endMux() {
    if (mux == ALIVE) {
      mux = UNTOLD;
    }
  }

  /**
   * The answer to a peer that starts the initiators of a temperature.
   *
   * @param found how many have something to run
   */
  PeerEvent start(Temperature temperature, int exist, Start found) {
    if (found == Start.REFUSED || mux != ALIVE) {
      return new PeerEvent.StartRefused(temperature, Place.ALL.get(0).failure());
    }
    SortedSet<Integer> started = new TreeSet<>();
    for (Place place : Place.of(temperature).subList(0, exist)) {
      if (slots[place.index()] != RUNNING) {
        boolean runs = started.size() < found.most();
        slots[place.index()] = runs ? RUNNING : WAITING;
        if (runs) {
          started.add(place.number());
        }
      }
    }
    return new PeerEvent.InitiatorsStarted(temperature, started);
  }

  PeerEvent acquired() {
    mux = ALIVE;
    return new PeerEvent.Acquired(ID);
  }

  PeerEvent releasedNow() {
    releasing = false;
    released = true;
    return new PeerEvent.Released();
  }

  PeerEvent demoted(Optional<MuxEnd> end) {
    awaiting = false;
    return new PeerEvent.Demoted(end);
  }

  PeerEvent muxEnded(MuxEnd end) {
    mux = TOLD;
    return new PeerEvent.MuxEnded(end);
  }

  PeerEvent started(Place place) {
    slots[place.index()] = RUNNING;
    return new PeerEvent.ProtocolStarted(place.temperature(), place.number());
  }

  PeerEvent.ProtocolEnded ended(Place place) {
    slots[place.index()] = ENDED;
    return new PeerEvent.ProtocolEnded(
        place.temperature(), place.number(), "done", Optional.of(DELAY));
  }

  PeerEvent.ProtocolFailed failed(Place place) {
    slots[place.index()] = FAILED;
    endMux();
    return new PeerEvent.ProtocolFailed(
        place.temperature(), place.number(), place.failure(), DELAY);
  }

  PeerEvent hotOver() {
    hotAwaited = false;
    Place.of(Temperature.HOT).forEach(this::doesNotStart);
    return new PeerEvent.HotOver();
  }

  PeerEvent allOver() {
    allAwaited = false;
    Place.ALL.forEach(this::doesNotStart);
    return new PeerEvent.AllOver();
  }

  private void doesNotStart(Place place) {
    if (slots[place.index()] == WAITING) {
      slots[place.index()] = IDLE;
    }
  }

  PeerEvent.TimedOut timedOut(TimerKind kind) {
    long generation = timers[kind.ordinal()];
    timers[kind.ordinal()] = 0;
    return new PeerEvent.TimedOut(kind, generation, LIMIT);
  }

  /**
   * How far it is from being cold with nothing left, once that was asked for: falls with everything
   * that happens by itself.
   */
  int distance() {
    int distance =
        (acquiring ? 30 : 0) + (releasing ? 12 : 0) + (awaiting ? 4 : 0) + (mux == UNTOLD ? 5 : 0);
    distance += (hotAwaited ? 1 : 0) + (allAwaited ? 1 : 0);
    switch (peer) {
      case Connecting c -> {
        boolean abandoned = c.stage() instanceof Connecting.Stage.Abandoned;
        distance += 200 + (abandoned ? 0 : 60) + (abandoned && !c.callers().isEmpty() ? 10 : 0);
      }
      case Live live -> {
        boolean waits = live.work().closing().filter(c -> !c.releasing()).isPresent();
        distance += 100 + (waits ? 40 : 0) + (live.work().deactivation().isPresent() ? 15 : 0);
        distance += (mux == ALIVE ? 20 : 0) + (live.ending().demotionAwaited() ? 0 : 6);
        for (int slot : slots) {
          distance += slot == RUNNING ? 1 : 0;
        }
      }
      case Gone gone -> {
        // It has arrived.
      }
    }
    return distance;
  }

  /** How many initiators of a temperature have something to run when they are started. */
  enum Start {
    BOTH,
    ONE,
    NONE,
    /** The multiplexer is about to end: they do not start. */
    REFUSED;

    int most() {
      return switch (this) {
        case BOTH -> 2;
        case ONE -> 1;
        case NONE, REFUSED -> 0;
      };
    }

    /** Whether it differs from the others where there are so many. */
    boolean matters(int exist) {
      return this == BOTH || this == REFUSED || most() < exist;
    }
  }
}
