package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.InboundVerdict;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the machine must do at each event, written down a second time, from the reference's tables
 * of events and transitions: the effects, in order. And what must be so between events.
 */
final class StepRules {
  private static final Optional<RemoteState> NONE = Optional.empty();

  private StepRules() {}

  /** The effects are those of the tables. */
  static void check(World before, Event event, Step step) {
    Supplier<String> what = () -> before + " and " + event + " gave " + step;
    assertThat(step.effects()).as(what).isEqualTo(expected(before, event, step.remote().round()));
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.StartTimer(int round)) {
        assertThat(round)
            .as(what)
            .isEqualTo(step.remote().round())
            .isGreaterThan(before.remote().round());
      }
    }
  }

  private static List<Effect> expected(World before, Event event, int round) {
    return switch (event) {
      case Event.Announced a when before.followed() -> List.of();
      case Event.Announced a -> List.of(new Effect.StartResponders());
      case Event.RespondersReady(boolean duplex) -> ready(duplex, round);
      case Event.StartFailed(String reason) -> {
        List<Effect> all = new ArrayList<>();
        all.add(new Effect.SayStartFailed(reason));
        all.add(new Effect.StopMux());
        if (!before.followed()) {
          all.add(new Effect.Forget());
        }
        yield all;
      }
      case Event.TooLate t ->
          before.followed() ? List.<Effect>of() : List.<Effect>of(new Effect.Forget());
      case Event.InSlot(SlotEvent.MuxEnded(MuxEnd end)) -> muxEnded(before, end);
      case Event.InSlot(SlotEvent.Started(ProtocolKey key, Temperature temperature)) ->
          counts(before, key) ? started(before, temperature) : List.of();
      case Event.InSlot(SlotEvent.Ended ended) ->
          counts(before, ended.key()) ? ended(before, ended.key()) : List.of();
      case Event.InSlot(SlotEvent.Failed failed) -> List.of();
      case Event.IdleTimeUp(int of) ->
          of == before.remote().round() ? List.of(new Effect.Release()) : List.of();
      case Event.MatureTimeUp m -> List.of(new Effect.SayMatured());
      case Event.Leave l -> leave(before);
      case Event.Demoted(boolean success) ->
          success ? List.of(new Effect.StartTimer(round), say("WARM", "IDLE")) : List.of();
      case Event.Released(Optional<InboundVerdict> verdict) -> released(before, verdict);
    };
  }

  private static List<Effect> ready(boolean duplex, int round) {
    List<Effect> all = new ArrayList<>();
    if (duplex) {
      all.add(new Effect.StartMaturing());
    }
    all.add(new Effect.StartTimer(round));
    all.add(say("NONE", "IDLE"));
    return all;
  }

  private static boolean counts(World before, ProtocolKey key) {
    return key.direction() == Direction.RESPONDER && before.followed() && !before.remote().failed();
  }

  private static List<Effect> started(World before, Temperature temperature) {
    List<Effect> all = new ArrayList<>();
    boolean first = before.running().isEmpty();
    if (first) {
      if (before.remote().state().equals(Optional.of(RemoteState.IDLE))) {
        all.add(new Effect.CancelTimer());
      }
      all.add(new Effect.Promote());
      // The last demotion of a connection that is ending may have left it warm.
      if (!before.remote().state().equals(Optional.of(RemoteState.WARM))) {
        all.add(new Effect.SayTransition(before.remote().state(), Optional.of(RemoteState.WARM)));
      }
    }
    if (temperature == Temperature.HOT && before.hotRunning() == 0) {
      all.add(say("WARM", "HOT"));
    }
    return all;
  }

  private static List<Effect> ended(World before, ProtocolKey key) {
    List<Effect> all = new ArrayList<>();
    all.add(new Effect.RestartResponder(key));
    if (World.temperature(key.number()) == Temperature.HOT && before.hotRunning() == 1) {
      all.add(say("HOT", "WARM"));
    }
    if (before.running().size() == 1) {
      all.add(new Effect.Demote());
    }
    return all;
  }

  private static List<Effect> released(World before, Optional<InboundVerdict> verdict) {
    if (verdict.isEmpty()) {
      return List.of();
    }
    return switch (verdict.get()) {
      case COMMIT -> forget(before);
      case KEEP -> List.of(say("IDLE", "COLD"));
    };
  }

  private static List<Effect> muxEnded(World before, MuxEnd end) {
    List<Effect> all = new ArrayList<>();
    if (before.followed()) {
      all.add(new Effect.SayMuxFinished(end));
    }
    all.addAll(forget(before));
    return all;
  }

  private static List<Effect> leave(World before) {
    List<Effect> all = new ArrayList<>();
    if (before.followed()) {
      all.add(new Effect.StopMux());
    }
    all.addAll(forget(before));
    return all;
  }

  private static List<Effect> forget(World before) {
    List<Effect> all = new ArrayList<>();
    if (before.followed()) {
      all.add(new Effect.CancelTimer());
      if (before.maturing()) {
        all.add(new Effect.StopMaturing());
      }
      all.add(new Effect.SayTransition(before.remote().state(), NONE));
    }
    all.add(new Effect.Forget());
    return all;
  }

  private static Effect say(String from, String to) {
    return new Effect.SayTransition(state(from), state(to));
  }

  private static Optional<RemoteState> state(String name) {
    return name.equals("NONE") ? NONE : Optional.of(RemoteState.valueOf(name));
  }

  /** The state says what runs, once everything that was asked is answered. */
  static void checkWorld(World world, Supplier<String> what) {
    Remote remote = world.remote();
    if (!world.followed()) {
      assertThat(world.timer() || world.maturing()).as(what).isFalse();
      assertThat(remote.maturity()).as(what).isEqualTo(Maturity.NONE);
      return;
    }
    assertThat(world.forgotten()).as(what).isFalse();
    assertThat(remote.maturity() == Maturity.NONE).as(what).isEqualTo(!world.duplex());
    assertThat(remote.maturity() == Maturity.FRESH).as(what).isEqualTo(world.maturing());
    assertThat(world.timer() && remote.state().get() != RemoteState.IDLE).as(what).isFalse();
    if (remote.failed() || !world.open().isEmpty()) {
      return;
    }
    assertThat(remote.hot()).as(what).isEqualTo((int) world.hotRunning());
    assertThat(remote.running()).as(what).isEqualTo(world.running().size());
    switch (remote.state().get()) {
      case HOT -> assertThat(world.hotRunning()).as(what).isPositive();
      case WARM -> assertThat(world.hotRunning()).as(what).isZero();
      case IDLE, COLD -> assertThat(world.running()).as(what).isEmpty();
    }
  }
}
