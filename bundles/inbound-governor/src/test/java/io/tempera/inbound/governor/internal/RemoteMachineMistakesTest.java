package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.connection.InboundVerdict;
import io.tempera.inbound.RemoteState;
import io.tempera.inbound.governor.internal.Exploration.Machine;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exploration finds a machine that is wrong: each of these is, in one small way. */
final class RemoteMachineMistakesTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        // What is to be done is not done, or twice, or in another order.
        mistake("responders are not made ready", without(Effect.StartResponders.class)),
        mistake("a responder stays ended", without(Effect.RestartResponder.class)),
        mistake("a responder is ready only after the idle handling", restartLast()),
        mistake("the connection manager hears of no use", without(Effect.Promote.class)),
        mistake("it hears twice", twice(Effect.Promote.class)),
        mistake("it does not hear of the end of use", without(Effect.Demote.class)),
        mistake("the idle time never runs", without(Effect.StartTimer.class)),
        mistake("a connection that is used is let go", without(Effect.CancelTimer.class)),
        mistake("an unused connection stays", without(Effect.Release.class)),
        mistake("a connection without responders goes on", without(Effect.StopMux.class)),
        mistake("an end is not noticed", without(Effect.Forget.class)),
        mistake("a state is not said", without(Effect.SayTransition.class)),
        mistake("a failed start is not said", without(Effect.SayStartFailed.class)),
        mistake("the end of a multiplexer is not said", without(Effect.SayMuxFinished.class)),
        mistake("a duplex connection stays fresh", without(Effect.StartMaturing.class)),
        mistake("one that is gone matures", without(Effect.StopMaturing.class)),
        mistake("nobody hears that it is mature", without(Effect.SayMatured.class)),
        // An arrow goes elsewhere.
        mistake("keep and commit are swapped", events(e -> swapVerdict(e))),
        mistake("a refused demotion begins the idle time", events(e -> alwaysDemoted(e))),
        mistake("hot from the beginning", straight(RemoteState.HOT)),
        mistake("idle at once after hot", idleAfterHot()),
        mistake("cold again after use", coldAfterUse()),
        mistake("a unidirectional connection matures", events(e -> alwaysDuplex(e))),
        mistake("a mature connection becomes fresh again", freshAgain()),
        mistake("a fresh connection is mature when it is used", matureWhenWarm()),
        mistake("what is forgotten stays mature", keepsMaturity()),
        // A guard is dropped.
        mistake("a late timer counts", events((r, e) -> anyTimer(r, e))),
        mistake("a second announcement begins anew", secondAnnouncement()),
        mistake("initiators count", events(e -> initiatorsCount(e))),
        mistake("a failed connection still counts", goesOnAfterFailure()),
        mistake("a responder that fails has ended", events(e -> failureIsAnEnd(e))),
        // A counter is off.
        mistake("hot responders are not counted", counting(-1, 0, false)),
        mistake("other responders are counted twice", counting(0, 1, false)),
        mistake("an end is not counted", counting(0, 0, true)),
        mistake("hot responders count as others", hotAsOthers()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void theExplorationFindsTheMachineInWhich(String what, Machine wrong) {
    assertThatThrownBy(() -> Exploration.explore(wrong))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(" gave ");
  }

  private static Arguments mistake(String what, Machine wrong) {
    return Arguments.of(what, wrong);
  }

  private static Machine effects(UnaryOperator<List<Effect>> change) {
    return (remote, event) -> {
      Step step = RemoteMachine.step(remote, event);
      return new Step(step.remote(), change.apply(step.effects()));
    };
  }

  private static Machine without(Class<? extends Effect> kind) {
    return effects(all -> all.stream().filter(effect -> !kind.isInstance(effect)).toList());
  }

  private static Machine twice(Class<? extends Effect> kind) {
    return effects(
        all ->
            all.stream()
                .flatMap(e -> kind.isInstance(e) ? Stream.of(e, e) : Stream.of(e))
                .toList());
  }

  private static Machine restartLast() {
    Predicate<Effect> restarts = effect -> effect instanceof Effect.RestartResponder;
    return effects(
        all ->
            Stream.concat(all.stream().filter(restarts.negate()), all.stream().filter(restarts))
                .toList());
  }

  private static Machine events(UnaryOperator<Event> change) {
    return (remote, event) -> RemoteMachine.step(remote, change.apply(event));
  }

  private static Machine events(java.util.function.BiFunction<Remote, Event, Event> change) {
    return (remote, event) -> RemoteMachine.step(remote, change.apply(remote, event));
  }

  private static Event swapVerdict(Event event) {
    return event instanceof Event.Released(var verdict)
        ? new Event.Released(
            verdict.map(
                v -> v == InboundVerdict.KEEP ? InboundVerdict.COMMIT : InboundVerdict.KEEP))
        : event;
  }

  private static Event alwaysDemoted(Event event) {
    return event instanceof Event.Demoted ? new Event.Demoted(true) : event;
  }

  private static Event alwaysDuplex(Event event) {
    return event instanceof Event.RespondersReady ? new Event.RespondersReady(true) : event;
  }

  private static Event anyTimer(Remote remote, Event event) {
    return event instanceof Event.IdleTimeUp ? new Event.IdleTimeUp(remote.round()) : event;
  }

  private static Event initiatorsCount(Event event) {
    return event instanceof Event.InSlot(SlotEvent.Started(ProtocolKey key, Temperature t))
        ? new Event.InSlot(World.started(new ProtocolKey(key.number(), Direction.RESPONDER)))
        : event;
  }

  private static Event failureIsAnEnd(Event event) {
    return event instanceof Event.InSlot(SlotEvent.Failed failed)
        ? new Event.InSlot(World.ended(failed.key()))
        : event;
  }

  /** The two transitions by way of WARM become one. */
  private static Machine straight(RemoteState to) {
    return effects(
        all -> {
          List<Effect.SayTransition> said =
              all.stream()
                  .filter(Effect.SayTransition.class::isInstance)
                  .map(Effect.SayTransition.class::cast)
                  .toList();
          if (said.size() < 2 || !said.getLast().to().equals(Optional.of(to))) {
            return all;
          }
          List<Effect> changed = new ArrayList<>(all);
          changed.removeAll(said);
          changed.add(new Effect.SayTransition(said.getFirst().from(), Optional.of(to)));
          return changed;
        });
  }

  private static Machine idleAfterHot() {
    return (remote, event) -> {
      Step step = RemoteMachine.step(remote, event);
      boolean last =
          remote.state().equals(Optional.of(RemoteState.HOT))
              && step.remote().running() == 0
              && step.remote().state().equals(Optional.of(RemoteState.WARM));
      return last ? new Step(step.remote().with(RemoteState.IDLE), step.effects()) : step;
    };
  }

  private static Machine coldAfterUse() {
    return (remote, event) -> {
      Step step = RemoteMachine.step(remote, event);
      return event instanceof Event.Demoted(boolean success) && success
          ? new Step(
              step.remote().with(RemoteState.COLD),
              List.of(new Effect.SayTransition(remote.state(), Optional.of(RemoteState.COLD))))
          : step;
    };
  }

  private static Machine freshAgain() {
    return (remote, event) -> {
      Step step = RemoteMachine.step(remote, event);
      return event instanceof Event.Announced && remote.maturity() == Maturity.MATURE
          ? new Step(step.remote().with(Maturity.FRESH), step.effects())
          : step;
    };
  }

  private static Machine matureWhenWarm() {
    return (remote, event) -> {
      Step step = RemoteMachine.step(remote, event);
      return remote.maturity() == Maturity.FRESH
              && step.remote().state().equals(Optional.of(RemoteState.WARM))
          ? new Step(step.remote().with(Maturity.MATURE), step.effects())
          : step;
    };
  }

  private static Machine keepsMaturity() {
    return (remote, event) -> {
      Step step = RemoteMachine.step(remote, event);
      return step.remote().state().isEmpty()
          ? new Step(step.remote().with(remote.maturity()), step.effects())
          : step;
    };
  }

  private static Machine secondAnnouncement() {
    return (remote, event) ->
        event instanceof Event.Announced
            ? new Step(remote, List.of(new Effect.StartResponders()))
            : RemoteMachine.step(remote, event);
  }

  private static Machine goesOnAfterFailure() {
    return (remote, event) -> {
      Step step = RemoteMachine.step(remote, event);
      Remote r = step.remote();
      return new Step(
          new Remote(r.state(), r.hot(), r.others(), r.round(), false, r.maturity()),
          step.effects());
    };
  }

  /** Adds to what a start counts, or counts no end. */
  private static Machine counting(int hot, int others, boolean noEnds) {
    return (remote, event) -> {
      Step step = RemoteMachine.step(remote, event);
      int moreHot = step.remote().hot() - remote.hot();
      int moreOthers = step.remote().others() - remote.others();
      if (!(event instanceof Event.InSlot)) {
        return step;
      }
      if (noEnds) {
        return new Step(
            step.remote().counted(-Math.min(moreHot, 0), -Math.min(moreOthers, 0)), step.effects());
      }
      return new Step(
          step.remote().counted(moreHot > 0 ? hot : 0, moreOthers > 0 ? others : 0),
          step.effects());
    };
  }

  private static Machine hotAsOthers() {
    return events(
        event ->
            event instanceof Event.InSlot(SlotEvent.Started(ProtocolKey key, Temperature t))
                ? new Event.InSlot(new SlotEvent.Started(key, Temperature.ESTABLISHED))
                : event);
  }
}
