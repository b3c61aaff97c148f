package io.tempera.connection.manager.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionCounters;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.PruneCandidate;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All entries, and which of them an event is for. Like the machine it does nothing itself: it says
 * what is to be done. Not thread safe.
 */
final class Registry {
  private final Machine machine;
  private final ConnectionMap map = new ConnectionMap();
  private ConnectionCounters lastCounters;
  private Instant now = Instant.EPOCH;
  private long lastId;
  private boolean closed;

  /** With nothing in it. */
  Registry() {
    this(ConnectionMachine::step, List.of());
  }

  /** With entries that are there already. */
  Registry(Machine machine, List<Entry> entries) {
    this.machine = machine;
    for (Entry entry : entries) {
      map.put(entry);
      lastId = Math.max(lastId, entry.id());
    }
    lastCounters = map.counts().counters();
  }

  /** What happens from here on happens at this time. */
  void timeIs(Instant time) {
    now = time;
  }

  /** Somebody wants to use a connection to a remote address. */
  List<Effect> acquire(SocketAddress remote, Event.Acquire asked) {
    if (closed) {
      return List.of(new Effect.Answer(asked.caller(), Sentences.shuttingDown(remote)));
    }
    Entry entry =
        map.forUse(remote).orElseGet(() -> Entry.absent(++lastId, remote, Optional.empty()));
    return step(entry, asked);
  }

  /** A connection was accepted. */
  List<Effect> include(Caller caller, Bearer bearer, int hardLimit) {
    ConnectionId id = bearer.connectionId();
    if (closed) {
      return turnAway(caller, bearer, new DisconnectReason.HandlerFailed(Sentences.shutdown()));
    }
    List<Effect> effects = new ArrayList<>();
    map.byConnectionId(id).ifPresent(dead -> effects.addAll(step(dead, new Event.Replaced())));
    if (map.counts().inbound() + 1 > hardLimit) {
      effects.addAll(turnAway(caller, bearer, new DisconnectReason.InboundHardLimit(hardLimit)));
    } else {
      Entry entry = Entry.absent(++lastId, id.remote(), Optional.of(id));
      effects.addAll(step(entry, new Event.Include(caller, bearer)));
    }
    return effects;
  }

  private static List<Effect> turnAway(Caller caller, Bearer bearer, DisconnectReason reason) {
    ConnectionId id = bearer.connectionId();
    return List.of(
        new Effect.Say(new ConnectionTrace.Refused(id, reason)),
        new Effect.TurnAway(bearer),
        new Effect.Answer(
            caller, new Reply.Connection(new AcquireResult.Disconnected(Optional.of(id), reason))));
  }

  /** An entry's connection was dialled. */
  List<Effect> dialled(long id, ConnectionId connectionId) {
    boolean taken = map.byConnectionId(connectionId).filter(e -> e.id() != id).isPresent();
    return tell(id, taken ? new Event.AddressTaken(connectionId) : new Event.Dialled(connectionId));
  }

  /** Something happened to an entry, which may be gone. */
  List<Effect> tell(long id, Event event) {
    return map.byId(id).map(entry -> step(entry, event)).orElse(List.of());
  }

  /**
   * Somebody asks something of a connection, which may be gone. When that makes an inbound one of
   * it and there are too many, some go first: others, or this one, which then is gone.
   */
  List<Effect> ask(Subject subject, Event event, Room room) {
    List<Effect> effects = new ArrayList<>();
    pruning(subject, event, room.hardLimit())
        .ifPresent(pruning -> effects.addAll(prune(pruning, room)));
    effects.addAll(step(meant(subject), event));
    return effects;
  }

  /** Whether connections have to go for what somebody asks, and which may. Changes nothing. */
  Optional<Pruning> pruning(Subject subject, Event event, int hardLimit) {
    int needed = map.counts().inbound() + 1 - hardLimit;
    Entry entry = meant(subject);
    if (needed <= 0 || States.isInbound(entry.state())) {
      return Optional.empty();
    }
    ConnectionState next = machine.step(entry, event, now).entry().state();
    if (!States.isInbound(next)) {
      return Optional.empty();
    }
    Stream<PruneCandidate> inbound =
        map.all().stream()
            .filter(other -> States.isInbound(other.state()))
            .map(other -> new PruneCandidate(other.connectionId().orElseThrow(), other.state()));
    Stream<PruneCandidate> itself = Stream.of(new PruneCandidate(subject.connectionId(), next));
    return Optional.of(
        new Pruning(
            Stream.concat(inbound, itself)
                .sorted(Comparator.comparing(PruneCandidate::connectionId))
                .toList(),
            needed));
  }

  private List<Effect> prune(Pruning pruning, Room room) {
    List<ConnectionId> picked = pruning.picked(room.order());
    List<Effect> effects = new ArrayList<>();
    effects.add(
        new Effect.Say(
            new ConnectionTrace.PruneConnections(
                picked, pruning.needed(), pruning.candidates().size(), room.hardLimit())));
    for (ConnectionId id : picked) {
      map.byConnectionId(id)
          .ifPresent(entry -> effects.addAll(step(entry, new Event.Pruned(room.hardLimit()))));
    }
    return effects;
  }

  private Entry meant(Subject subject) {
    ConnectionId id = subject.connectionId();
    return map.byId(subject.entry()).orElseGet(() -> Entry.absent(0, id.remote(), Optional.of(id)));
  }

  /** Somebody no longer waits, wherever that was. */
  List<Effect> gaveUp(Caller caller) {
    List<Effect> effects = new ArrayList<>();
    for (Entry entry : map.all()) {
      if (entry.waiting().stream().anyMatch(waiting -> waiting.caller() == caller)) {
        effects.addAll(step(entry, new Event.GaveUp(caller)));
      }
    }
    return effects;
  }

  /** Ends everything, and lets nothing begin. */
  List<Effect> shutdown() {
    closed = true;
    List<Effect> effects = new ArrayList<>();
    for (Entry entry : map.all()) {
      effects.addAll(step(entry, new Event.Shutdown()));
    }
    return effects;
  }

  /** Somebody wants to start responders, also where a connection is there already. */
  List<Effect> introduce(Observation observation) {
    List<ConnectionHandle> present =
        map.all().stream()
            .flatMap(entry -> entry.handle().stream())
            .filter(ConnectionMachine::isAnnounced)
            .toList();
    return List.of(new Effect.Introduce(observation, present));
  }

  private List<Effect> step(Entry entry, Event event) {
    Step step = machine.step(entry, event, now);
    map.put(step.entry());
    if (step.entry().state() == entry.state()) {
      return step.effects();
    }
    ConnectionCounters counters = map.counts().counters();
    if (counters.equals(lastCounters)) {
      return step.effects();
    }
    lastCounters = counters;
    List<Effect> effects = new ArrayList<>(step.effects());
    effects.add(new Effect.Say(new ConnectionTrace.Counters(counters)));
    return effects;
  }

  List<Entry> entries() {
    return map.all();
  }

  ConnectionCounters counters() {
    return map.counts().counters();
  }
}
