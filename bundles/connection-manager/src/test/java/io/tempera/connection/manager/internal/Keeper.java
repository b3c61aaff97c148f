package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.DiffusionMode;
import java.util.List;
import java.util.Optional;

/** Lets things happen to a {@link Registry}, rightly or, on purpose, wrongly. */
class Keeper {
  /** Rightly. */
  Keeper() {}

  /** What the entries are kept with. */
  Machine machine() {
    return ConnectionMachine::step;
  }

  /** How room is made. */
  Room room(int hardLimit, Happening.Ask ask) {
    return new Room(hardLimit, ask.order());
  }

  /** How many may come in. */
  int limitOfIncluding(int hardLimit) {
    return hardLimit;
  }

  /** What is done in the end. */
  List<Effect> done(List<Effect> effects) {
    return effects;
  }

  /** Whoever asks has the connection that is there, or one that is gone. */
  private static Subject subject(Registry registry, ConnectionId id) {
    return registry.entries().stream()
        .filter(entry -> entry.connectionId().equals(Optional.of(id)))
        .findFirst()
        .map(entry -> new Subject(entry.id(), id))
        .orElseGet(() -> new Subject(0, id));
  }

  final List<Effect> let(Registry registry, Happening happening, int hardLimit) {
    return done(
        switch (happening) {
          case Happening.Acquire(var caller, var remote, var provenance) ->
              registry.acquire(
                  remote,
                  new Event.Acquire(caller, DiffusionMode.INITIATOR_AND_RESPONDER, provenance));
          case Happening.Include(var caller, var id) ->
              registry.include(caller, new StubBearer(id), limitOfIncluding(hardLimit));
          case Happening.Ask ask ->
              registry.ask(subject(registry, ask.id()), ask.event(), room(hardLimit, ask));
          case Happening.Tell(var entry, var event) -> registry.tell(entry.id(), event);
          case Happening.Dialled(var entry, var id) -> registry.dialled(entry.id(), id);
          case Happening.GaveUp(var caller) -> registry.gaveUp(caller);
          case Happening.Shutdown() -> registry.shutdown();
        });
  }
}
