package io.tempera.connection.manager.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionCounters;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All entries, and which of them an event is for. Like the machine it does nothing itself: it says
 * what is to be done. Not thread safe.
 */
final class Registry {
  private final ConnectionMap map = new ConnectionMap();
  private ConnectionCounters lastCounters = map.counts().counters();
  private long lastId;
  private boolean closed;

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

  /** Somebody asks something of a connection, which may be gone. */
  List<Effect> ask(ConnectionId connectionId, Event event) {
    Entry entry =
        map.byConnectionId(connectionId)
            .orElseGet(() -> Entry.absent(0, connectionId.remote(), Optional.of(connectionId)));
    return step(entry, event);
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
    Step step = ConnectionMachine.step(entry, event);
    map.put(step.entry());
    List<Effect> effects = new ArrayList<>(step.effects());
    ConnectionCounters counters = map.counts().counters();
    if (!counters.equals(lastCounters)) {
      lastCounters = counters;
      effects.add(new Effect.Say(new ConnectionTrace.Counters(counters)));
    }
    return effects;
  }

  List<Entry> entries() {
    return map.all();
  }

  ConnectionCounters counters() {
    return map.counts().counters();
  }
}
