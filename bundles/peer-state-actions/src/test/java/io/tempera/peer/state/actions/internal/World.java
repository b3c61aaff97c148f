package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * A peer and everything around it: callers, connection manager, slots, multiplexer and timers, each
 * as free to do things early, late or never as its contract lets it be.
 */
final class World {
  static final ConnectionId ID =
      new ConnectionId(
          new InetSocketAddress("127.0.0.1", 3001), new InetSocketAddress("127.0.0.1", 3002));
  static final Duration LIMIT = Duration.ofSeconds(1);
  static final Duration DELAY = Duration.ofSeconds(10);

  final Scope scope;
  final Books books;
  PeerState peer;
  int asked;
  int failed;
  boolean acquiring;
  boolean releasing;
  boolean awaiting;
  boolean released;
  boolean connected;
  boolean goingDown;
  Optional<MuxEnd> muxEnd = Optional.empty();
  final SortedSet<Integer> running;
  final List<PeerEvent> slotEvents;
  final SortedMap<TimerKind, Long> timers;
  final List<PeerEvent> lateTimers;
  final SortedMap<Temperature, ControlMessage> control;

  World(Scope scope) {
    this.scope = scope;
    this.books = new Books();
    this.peer = PeerMachine.start(ID.remote());
    this.running = new TreeSet<>();
    this.slotEvents = new ArrayList<>();
    this.timers = new TreeMap<>();
    this.lateTimers = new ArrayList<>();
    this.control = new TreeMap<>();
    for (Temperature temperature : Temperature.values()) {
      control.put(temperature, ControlMessage.CONTINUE);
    }
  }

  private World(World o) {
    scope = o.scope;
    books = new Books(o.books);
    peer = o.peer;
    asked = o.asked;
    failed = o.failed;
    acquiring = o.acquiring;
    releasing = o.releasing;
    awaiting = o.awaiting;
    released = o.released;
    connected = o.connected;
    goingDown = o.goingDown;
    muxEnd = o.muxEnd;
    running = new TreeSet<>(o.running);
    slotEvents = new ArrayList<>(o.slotEvents);
    timers = new TreeMap<>(o.timers);
    lateTimers = new ArrayList<>(o.lateTimers);
    control = new TreeMap<>(o.control);
  }

  World copy() {
    return new World(this);
  }

  /** What tells one world from another. */
  List<Object> key() {
    return List.of(
        peer,
        books.key(),
        asked,
        failed,
        acquiring,
        releasing,
        awaiting,
        released,
        connected,
        goingDown,
        muxEnd,
        running,
        slotEvents,
        timers,
        lateTimers,
        control);
  }

  /** Everything that may happen next, by name. */
  Map<String, Act> acts() {
    Map<String, Act> acts = new LinkedHashMap<>();
    asks(acts);
    connectionManager(acts);
    slots(acts);
    timers.forEach(
        (kind, generation) ->
            acts.put(
                kind + " times out",
                w -> {
                  w.timers.remove(kind);
                  return Optional.of(new PeerEvent.TimedOut(kind, generation, LIMIT));
                }));
    if (!lateTimers.isEmpty()) {
      acts.put("a late timer", w -> Optional.of(w.lateTimers.remove(0)));
    }
    if (goingDown) {
      acts.put("overdue", w -> Optional.of(new PeerEvent.ShutdownOverdue()));
    } else if (scope.shutdown() && asked > 0) {
      acts.put("shutdown", World::goDown);
    }
    return acts;
  }

  Optional<PeerEvent> goDown() {
    goingDown = true;
    return Optional.of(new PeerEvent.Shutdown());
  }

  private void asks(Map<String, Act> acts) {
    if (asked == scope.asks() || books.waiting().size() == scope.waiting()) {
      return;
    }
    acts.put("establish", w -> w.ask(World::establish));
    if (asked > 0 && books.everWarm()) {
      acts.put("activate", w -> w.ask(PeerEvent.Activate::new));
      acts.put("deactivate", w -> w.ask(PeerEvent.Deactivate::new));
      acts.put("close", w -> w.ask(PeerEvent.Close::new));
    }
  }

  Optional<PeerEvent> ask(LongFunction<PeerEvent> question) {
    asked++;
    books.asks(asked);
    return Optional.of(question.apply(asked));
  }

  private static PeerEvent establish(long caller) {
    return new PeerEvent.Establish(
        caller, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
  }

  private void connectionManager(Map<String, Act> acts) {
    if (acquiring) {
      acts.put("acquired", World::acquired);
      acts.put("not acquired", w -> w.notAcquired(new PeerEvent.NotAcquired(failure(0), false)));
      acts.put(
          "disconnected",
          w -> w.notAcquired(new PeerEvent.Disconnected(new DisconnectReason.Query())));
    }
    if (releasing) {
      acts.put("released", World::releasedNow);
    }
    if (awaiting && (released || muxEnd.isPresent())) {
      acts.put("demoted", World::demoted);
    }
  }

  Optional<PeerEvent> acquired() {
    acquiring = false;
    connected = true;
    return Optional.of(new PeerEvent.Acquired(ID));
  }

  private Optional<PeerEvent> notAcquired(PeerEvent event) {
    acquiring = false;
    return Optional.of(event);
  }

  Optional<PeerEvent> releasedNow() {
    releasing = false;
    released = true;
    return Optional.of(new PeerEvent.Released());
  }

  Optional<PeerEvent> demoted() {
    awaiting = false;
    return Optional.of(new PeerEvent.Demoted(muxEnd));
  }

  private void slots(Map<String, Act> acts) {
    if (!slotEvents.isEmpty()) {
      acts.put("a slot's event", w -> Optional.of(w.slotEvents.remove(0)));
    }
    if (connected && muxEnd.isEmpty()) {
      running.forEach(n -> acts.put(n + " ends", w -> w.end(n)));
      if (failed < scope.failures()) {
        running.forEach(n -> acts.put(n + " fails", w -> w.fail(n)));
        acts.put("the bearer breaks", World::breakBearer);
      }
    }
  }

  Optional<PeerEvent> end(int number) {
    running.remove(number);
    slotEvents.add(
        new PeerEvent.ProtocolEnded(
            scope.temperatureOf(number), number, "done", Optional.of(DELAY)));
    return Optional.empty();
  }

  private Optional<PeerEvent> fail(int number) {
    failed++;
    endMux(
        new MuxEnd.Failed(
            new MuxError.MiniProtocolFailed(
                new ProtocolKey(number, Direction.INITIATOR), failure(number))));
    return Optional.empty();
  }

  private Optional<PeerEvent> breakBearer() {
    failed++;
    endMux(new MuxEnd.Failed(new MuxError.IoError(failure(0))));
    return Optional.empty();
  }

  void endMux(MuxEnd end) {
    if (muxEnd.isPresent()) {
      return;
    }
    muxEnd = Optional.of(end);
    running.forEach(
        n ->
            slotEvents.add(
                new PeerEvent.ProtocolFailed(scope.temperatureOf(n), n, failure(n), DELAY)));
    running.clear();
    slotEvents.add(new PeerEvent.MuxEnded(end));
  }

  static Failure failure(int number) {
    return Failure.of(FailureCategory.PROTOCOL_CODE, "failure of " + number);
  }

  /** Something that may happen: changes the world, and may be an event to the peer. */
  @FunctionalInterface
  interface Act {
    Optional<PeerEvent> happen(World world);
  }
}
