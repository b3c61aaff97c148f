package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.host.internal.SlotMachine.Step;
import io.tempera.protocol.host.internal.SlotSurroundings.Machine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exploration finds a machine that is wrong: each of these is, in one small way. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SlotMachineMutationTest {
  static Stream<Arguments> mutations() {
    return Stream.of(
            ofEffects(),
            ofStates(),
            ofWhatWasLeft(),
            ofHandOvers(),
            ofEnds(),
            ofWhatIsNotHeard(),
            ofTime())
        .flatMap(mutations -> mutations);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void theExplorationFindsTheMachineInWhich(String what, Machine wrong) {
    assertThatThrownBy(
            () -> {
              SlotExplorer.explore(wrong, Direction.INITIATOR);
              SlotExplorer.explore(wrong, Direction.RESPONDER);
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("start");
  }

  private static Stream<Arguments> ofEffects() {
    List<Arguments> all = new ArrayList<>();
    for (Class<?> type : SlotEffect.class.getPermittedSubclasses()) {
      all.add(mutation(type.getSimpleName() + " is left out", effects(e -> without(type, e))));
      all.add(mutation(type.getSimpleName() + " is done twice", effects(e -> twice(type, e))));
    }
    all.add(mutation("what is to be done is done from the last to the first", effects(REVERSED)));
    return all.stream();
  }

  private static final UnaryOperator<List<SlotEffect>> REVERSED =
      effects -> {
        List<SlotEffect> reversed = new ArrayList<>(effects);
        Collections.reverse(reversed);
        return reversed;
      };

  private static Stream<Arguments> ofStates() {
    return Stream.of(SlotState.class.getPermittedSubclasses())
        .map(
            type ->
                mutation(
                    type.getSimpleName() + " is never entered",
                    (state, input) -> {
                      Step step = SlotMachine.step(state, input);
                      return type.isInstance(step.state()) ? new Step(state, step.effects()) : step;
                    }));
  }

  private static Stream<Arguments> ofWhatWasLeft() {
    return Stream.of(
        mutation(
            "what was left is lost between two halves",
            states(s -> s instanceof SlotState.Parked p ? parked(p, p.started()) : s)),
        mutation(
            "what was left is lost when nobody came",
            states(s -> s instanceof SlotState.Draining(var c, var left) ? draining(c) : s)),
        mutation(
            "what was left is lost when the slot is started again",
            states(
                s ->
                    s instanceof SlotState.Waiting(var mode, var left)
                        ? new SlotState.Waiting(mode, Optional.empty())
                        : s)),
        mutation(
            "what was left is kept after its conversation",
            states(
                s ->
                    s instanceof SlotState.Ended(var outcome, var left)
                        ? new SlotState.Ended(outcome, Optional.of(SlotWorld.Version.ONE.leaves()))
                        : s)));
  }

  private static Stream<Arguments> ofHandOvers() {
    return Stream.of(
        mutation(
            "a hand-over is told as a start",
            states(
                s ->
                    s instanceof SlotState.Parked p
                        ? new SlotState.Parked(p.left(), false, p.grace())
                        : s)),
        mutation(
            "a start is told as a hand-over",
            states(
                s ->
                    s instanceof SlotState.Parked p
                        ? new SlotState.Parked(p.left(), true, p.grace())
                        : s)),
        mutation(
            "a half that need not go any more is still asked to",
            deafTo((s, i) -> s instanceof SlotState.HandingOver && i.equals(STAYS))),
        mutation(
            "a half that is asked to go is not asked something else",
            deafTo(
                (s, i) -> s instanceof SlotState.HandingOver && i instanceof SlotInput.Succeeded)),
        mutation(
            "a half that leaves is asked to hand over",
            instead(
                (s, i) -> s instanceof SlotState.Leaving && i instanceof SlotInput.Succeeded,
                RUNNING)),
        mutation(
            "a responder that has to go runs on",
            deafTo(
                (s, i) ->
                    i instanceof SlotInput.Succeeded(Succession next)
                        && next instanceof Succession.Close)),
        mutation(
            "a half that stopped at the last moment has failed",
            (s, i) ->
                s instanceof SlotState.Leaving && i instanceof SlotInput.HalfEnded
                    ? SlotMachine.step(s, new SlotInput.HalfEnded(SlotWorld.FAILED))
                    : SlotMachine.step(s, i)),
        mutation(
            "a half that hands over ends the run",
            (s, i) ->
                i instanceof SlotInput.HalfEnded(Conclusion.HandedOver h)
                    ? SlotMachine.step(s, new SlotInput.HalfEnded(SlotWorld.FINISHED))
                    : SlotMachine.step(s, i)));
  }

  private static Stream<Arguments> ofEnds() {
    return Stream.of(
        mutation(
            "a half that was to be started again has ended",
            instead((s, i) -> restarts(s) && i instanceof SlotInput.HalfEnded, RUNNING)),
        mutation(
            "a half that has ended is started again",
            instead(
                (s, i) ->
                    s instanceof SlotState.Running
                        && i instanceof SlotInput.HalfEnded(Conclusion.Finished f),
                RESTARTING)),
        mutation(
            "a half that fails is started again",
            (s, i) ->
                restarts(s) && i instanceof SlotInput.HalfEnded(Conclusion.Failed f)
                    ? SlotMachine.step(s, new SlotInput.HalfEnded(SlotWorld.FINISHED))
                    : SlotMachine.step(s, i)),
        mutation(
            "a restart is taken back",
            (s, i) ->
                restarts(s) && i instanceof SlotInput.Succeeded(Succession next)
                    ? SlotMachine.step(
                        new SlotState.HandingOver(
                            new Succession.HandOver(new LinkedHashSet<>(), Optional.of("x"))),
                        i)
                    : SlotMachine.step(s, i)),
        mutation(
            "who is terminated is started again",
            instead(
                (s, i) -> restarts(s) && i.equals(TERMINATED),
                new SlotState.HandingOver(
                    new Succession.HandOver(new LinkedHashSet<>(), Optional.empty())))),
        mutation(
            "who is quieted is not started again",
            (s, i) ->
                restarts(s) && i instanceof SlotInput.ControlChanged(ControlMessage message)
                    ? saying(message, SlotMachine.step(s, TERMINATED))
                    : SlotMachine.step(s, i)),
        mutation(
            "a half that leaves and ends has ended well",
            instead(
                (s, i) ->
                    s instanceof SlotState.Leaving
                        && i instanceof SlotInput.HalfEnded(Conclusion.Finished f),
                RUNNING)));
  }

  private static Stream<Arguments> ofWhatIsNotHeard() {
    return Stream.of(
        mutation("a half may leave for ever", deafTo((s, i) -> i instanceof SlotInput.Overdue)),
        mutation("nobody hurries", deafTo((s, i) -> i instanceof SlotInput.Hurried)),
        mutation("a cancel is not heard", deafTo((s, i) -> i instanceof SlotInput.MuxCancelled)),
        mutation(
            "who is asked something before it runs is not told of",
            deafTo(
                (s, i) -> s instanceof SlotState.Parked && i instanceof SlotInput.ControlChanged)),
        mutation(
            "who waits to begin is not ended",
            (s, i) ->
                s instanceof SlotState.Parked && i.equals(TERMINATED)
                    ? Step.of(s, new SlotEffect.EmitAsked(ControlMessage.TERMINATE))
                    : SlotMachine.step(s, i)),
        mutation(
            "a refused start is waited for",
            deafTo((s, i) -> i instanceof SlotInput.StartRefused)));
  }

  private static Stream<Arguments> ofTime() {
    return Stream.of(
        mutation(
            "a responder ends with its grace",
            (s, i) ->
                i instanceof SlotInput.GraceOver
                    ? SlotMachine.step(s, new SlotInput.GraceOver(Direction.INITIATOR))
                    : SlotMachine.step(s, i)),
        mutation(
            "an initiator waits past its grace",
            (s, i) ->
                i instanceof SlotInput.GraceOver
                    ? SlotMachine.step(s, new SlotInput.GraceOver(Direction.RESPONDER))
                    : SlotMachine.step(s, i)),
        mutation("a grace has no end", deafTo((s, i) -> i instanceof SlotInput.GraceOver)),
        mutation(
            "a grace that is over late ends what runs",
            (s, i) ->
                s instanceof SlotState.Running && i instanceof SlotInput.GraceOver
                    ? SlotMachine.step(s, new SlotInput.HalfEnded(SlotWorld.FINISHED))
                    : SlotMachine.step(s, i)),
        mutation(
            "bytes that nobody takes are kept for ever",
            deafTo((s, i) -> i instanceof SlotInput.BytesArrived)),
        mutation(
            "nobody who comes past the grace is welcome",
            deafTo(
                (s, i) ->
                    s instanceof SlotState.Parked(var left, var started, var grace)
                        && grace == SlotState.Grace.OVER
                        && i instanceof SlotInput.Found)),
        mutation(
            "bytes that came late end what runs",
            (s, i) ->
                s instanceof SlotState.Running && i instanceof SlotInput.BytesArrived
                    ? SlotMachine.step(s, new SlotInput.HalfEnded(SlotWorld.FAILED))
                    : SlotMachine.step(s, i)));
  }

  private static final SlotInput STAYS = new SlotInput.Succeeded(Succession.STAY);
  private static final SlotInput TERMINATED =
      new SlotInput.ControlChanged(ControlMessage.TERMINATE);
  private static final SlotState RUNNING = new SlotState.Running();
  private static final SlotState RESTARTING =
      new SlotState.HandingOver(new Succession.Restart(Optional.empty()));

  private static boolean restarts(SlotState state) {
    return state instanceof SlotState.HandingOver(Succession next)
        && next instanceof Succession.Restart;
  }

  private static SlotState parked(SlotState.Parked state, boolean started) {
    return new SlotState.Parked(Optional.empty(), started, state.grace());
  }

  private static SlotState draining(Conclusion.Over conclusion) {
    return new SlotState.Draining(conclusion, Optional.empty());
  }

  private static Arguments mutation(String what, Machine wrong) {
    return Arguments.of(what, wrong);
  }

  private static Machine effects(UnaryOperator<List<SlotEffect>> change) {
    return (state, input) -> {
      Step step = SlotMachine.step(state, input);
      return new Step(step.state(), change.apply(step.effects()));
    };
  }

  private static Machine states(UnaryOperator<SlotState> change) {
    return (state, input) -> {
      Step step = SlotMachine.step(state, input);
      return new Step(change.apply(step.state()), step.effects());
    };
  }

  private static Machine deafTo(BiPredicate<SlotState, SlotInput> when) {
    return (state, input) ->
        when.test(state, input) ? Step.of(state) : SlotMachine.step(state, input);
  }

  /** An input is treated as in another state. */
  private static Machine instead(BiPredicate<SlotState, SlotInput> when, SlotState other) {
    return (state, input) -> SlotMachine.step(when.test(state, input) ? other : state, input);
  }

  private static Step saying(ControlMessage message, Step step) {
    return new Step(
        step.state(),
        step.effects().stream()
            .map(e -> e instanceof SlotEffect.EmitAsked ? new SlotEffect.EmitAsked(message) : e)
            .toList());
  }

  private static List<SlotEffect> without(Class<?> type, List<SlotEffect> effects) {
    return effects.stream().filter(effect -> !type.isInstance(effect)).toList();
  }

  private static List<SlotEffect> twice(Class<?> type, List<SlotEffect> effects) {
    return effects.stream()
        .flatMap(effect -> Stream.generate(() -> effect).limit(type.isInstance(effect) ? 2 : 1))
        .toList();
  }
}
