package io.tempera.peer.state.actions.internal;

import io.tempera.connection.DisconnectReason;
import io.tempera.connection.DisconnectReason.HandshakeClient;
import io.tempera.connection.DisconnectReason.HandshakeServer;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.peer.state.actions.internal.Connecting.Stage;
import io.tempera.peer.state.actions.internal.World.Start;
import io.tempera.protocol.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Everything that may happen to a peer, each where its contract lets it. */
final class Acts {
  private static final Failure FAILURE = Place.ALL.get(0).failure();

  private final Scope scope;
  private final List<Act> acts = new ArrayList<>();

  private Acts(Scope scope) {
    this.scope = scope;
  }

  static List<Act> of(Scope scope) {
    Acts all = new Acts(scope);
    all.calls();
    all.interrupts();
    all.acquiring();
    all.connection();
    all.slots();
    all.timers();
    all.shutdown();
    return List.copyOf(all.acts);
  }

  private void calls() {
    acts.add(
        Act.of(
            "establish",
            w -> mayAsk(w, Asker.ESTABLISH) && !(w.peer instanceof Gone && w.goingDown),
            w -> {
              if (w.peer instanceof Gone) {
                w.beginAnew();
              }
              return Asker.ESTABLISH.asks(w);
            }));
    acts.add(
        Act.of(
            "establish with other wishes",
            w -> mayAsk(w, Asker.ESTABLISH) && isConnecting(w),
            w -> {
              PeerEvent.Establish ask = (PeerEvent.Establish) Asker.ESTABLISH.asks(w);
              return new PeerEvent.Establish(
                  ask.caller(), DiffusionMode.INITIATOR_ONLY, Provenance.INBOUND);
            }));
    for (Start hot : Start.values()) {
      if (hot.matters(scope.hot())) {
        acts.add(
            Act.of(
                    "activate",
                    w -> w.peer instanceof Live && (w.mux == World.ALIVE || hot == Start.BOTH),
                    Asker.ACTIVATE::asks)
                .finding(new Act.Starts(Start.BOTH, Start.BOTH, hot)));
      }
    }
    for (Asker asker : List.of(Asker.DEACTIVATE, Asker.CLOSE)) {
      acts.add(Act.of(asker.name(), w -> w.peer instanceof Live && mayAsk(w, asker), asker::asks));
    }
  }

  private boolean mayAsk(World world, Asker asker) {
    return asker.waiting(world) < scope.callers();
  }

  /** Whether somebody has asked for a connection, and there is no other end to it yet. */
  private static boolean isConnecting(World world) {
    return world.peer instanceof Connecting c
        && c.wish().isPresent()
        && !(c.stage() instanceof Stage.Abandoned);
  }

  private void interrupts() {
    for (Asker asker : List.of(Asker.ESTABLISH, Asker.DEACTIVATE, Asker.CLOSE)) {
      acts.add(Act.of(asker + " is interrupted", w -> asker.waiting(w) > 0, asker::leaves));
    }
  }

  private void acquiring() {
    for (Start warm : Start.values()) {
      for (Start established : Start.values()) {
        boolean matters = warm != Start.REFUSED || established == Start.BOTH;
        if (warm.matters(scope.warm()) && established.matters(scope.established()) && matters) {
          acts.add(
              acquiring("acquired", World::acquired)
                  .finding(new Act.Starts(established, warm, Start.BOTH)));
        }
      }
    }
    acts.add(acquiring("not acquired", w -> new PeerEvent.NotAcquired(FAILURE, false)));
    acts.add(
        acquiring("not acquired, the node stops", w -> new PeerEvent.NotAcquired(FAILURE, true)));
    HandshakeOutcome violated = new HandshakeOutcome.Violated(FAILURE);
    for (DisconnectReason reason :
        List.of(
            new HandshakeClient(violated, "nonsense"),
            new HandshakeServer(violated, "nonsense"),
            new DisconnectReason.HandlerFailed(FAILURE),
            new DisconnectReason.Query())) {
      acts.add(acquiring("disconnected: " + reason, w -> new PeerEvent.Disconnected(reason)));
    }
  }

  private static Act acquiring(String name, Function<World, PeerEvent> event) {
    return Act.of(
            name,
            w -> w.acquiring,
            w -> {
              w.acquiring = false;
              return event.apply(w);
            })
        .sooner();
  }

  private void connection() {
    acts.add(Act.of("released", w -> w.releasing, World::releasedNow).sooner());
    ends()
        .forEach(
            (name, end) -> {
              acts.add(
                  Act.of(
                          "demoted, " + name,
                          w -> mayBeDemoted(w) && w.mux == World.UNTOLD && fits(w, end),
                          w -> w.demoted(Optional.of(end)))
                      .sooner());
              acts.add(
                  Act.of(
                          "its multiplexer is seen to end, " + name,
                          w ->
                              w.peer instanceof Live
                                  && w.mux == World.UNTOLD
                                  && !w.anyRuns()
                                  && fits(w, end),
                          w -> w.muxEnded(end))
                      .sooner());
            });
    acts.add(
        Act.of(
                "demoted",
                w -> mayBeDemoted(w) && w.mux != World.UNTOLD,
                w -> w.demoted(Optional.empty()))
            .sooner());
    acts.add(Act.silent("its multiplexer ends", w -> w.mux == World.ALIVE, World::endMux));
  }

  /** The connection manager lets go, or the wait for that is interrupted. */
  private static boolean mayBeDemoted(World world) {
    boolean letGo = world.released || world.mux >= World.UNTOLD;
    return world.awaiting && (letGo || world.peer instanceof Gone);
  }

  private Map<String, MuxEnd> ends() {
    Map<String, MuxEnd> ends = new TreeMap<>();
    ends.put("stopped", new MuxEnd.Stopped());
    ends.put("an I/O error", new MuxEnd.Failed(new MuxError.IoError(FAILURE)));
    for (Place place : Place.ALL) {
      if (exists(place)) {
        ProtocolKey key = new ProtocolKey(place.number(), Direction.INITIATOR);
        ends.put(
            place.number() + " failed",
            new MuxEnd.Failed(new MuxError.MiniProtocolFailed(key, place.failure())));
      }
    }
    return ends;
  }

  /** Only who is seen to have failed has ended it. */
  private static boolean fits(World world, MuxEnd end) {
    return !(end instanceof MuxEnd.Failed(MuxError.MiniProtocolFailed(ProtocolKey key, Failure f)))
        || world.slots[Place.numbered(key.number()).index()] == World.FAILED;
  }

  private boolean exists(Place place) {
    return Place.of(place.temperature()).indexOf(place) < scope.of(place.temperature());
  }

  private void slots() {
    for (Place place : Place.ALL) {
      if (exists(place)) {
        slot(place);
      }
    }
    acts.add(
        Act.of(
                "no hot one runs",
                w -> w.hotAwaited && w.peer instanceof Live && !w.runs(Temperature.HOT),
                World::hotOver)
            .sooner());
    acts.add(
        Act.of(
                "none runs",
                w -> w.allAwaited && w.peer instanceof Live && !w.anyRuns(),
                World::allOver)
            .sooner());
  }

  private void slot(Place place) {
    Temperature temperature = place.temperature();
    String name = temperature + " " + place.number();
    acts.add(Act.of(name + " starts", w -> w.mayStart(place), w -> w.started(place)));
    acts.add(
        Act.of(name + " ends", w -> w.runs(place) && w.mux == World.ALIVE, w -> w.ended(place)));
    acts.add(
        Act.of(name + " fails", w -> w.runs(place) && w.mux == World.ALIVE, w -> w.failed(place)));
    acts.add(
        Act.of(name + " is seen to have ended", w -> isLate(w, place), w -> w.ended(place))
            .sooner());
    acts.add(
        Act.of(name + " is seen to have failed", w -> isLate(w, place), w -> w.failed(place))
            .sooner());
  }

  /** Its multiplexer has ended, and it has not said how it ended itself. */
  private static boolean isLate(World world, Place place) {
    return world.runs(place) && world.mux == World.UNTOLD && world.peer instanceof Live;
  }

  private void timers() {
    for (TimerKind kind : TimerKind.values()) {
      acts.add(
          Act.of(kind + " times out", w -> w.timers[kind.ordinal()] != 0, w -> w.timedOut(kind))
              .sooner());
    }
  }

  private void shutdown() {
    acts.add(
        Act.of(
            "shutdown",
            w -> !w.goingDown && !(w.peer instanceof Gone),
            w -> {
              w.goingDown = true;
              return new PeerEvent.Shutdown();
            }));
    acts.add(
        Act.of(
            "overdue",
            w -> w.goingDown && !(w.peer instanceof Gone),
            w -> new PeerEvent.ShutdownOverdue(World.LIMIT)));
  }
}
