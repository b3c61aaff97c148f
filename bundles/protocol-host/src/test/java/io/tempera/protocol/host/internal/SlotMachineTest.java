package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.JobEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Walks the machine together with the mux and the half that it lives between: every order of events
 * that their contracts allow, and every event in every state.
 */
class SlotMachineTest {
  private static final List<SlotInput> INPUTS = inputs();

  private static List<SlotInput> inputs() {
    List<SlotInput> all = new ArrayList<>();
    for (StartMode mode : StartMode.values()) {
      all.add(new SlotInput.Start(mode));
    }
    all.add(new SlotInput.StartRefused());
    all.add(new SlotInput.MuxStarted(true));
    all.add(new SlotInput.MuxStarted(false));
    all.add(new SlotInput.HalfEnded(SlotWorld.FINISHED));
    all.add(new SlotInput.HalfEnded(SlotWorld.FAILED));
    all.add(new SlotInput.MuxCancelled());
    all.add(new SlotInput.JobEnded(new JobEnd.Clean()));
    all.add(new SlotInput.JobEnded(new JobEnd.Failed(SlotWorld.BROKEN)));
    all.add(new SlotInput.JobEnded(SlotWorld.STOPPED));
    all.add(new SlotInput.JobEnded(SlotWorld.BROKE_DOWN));
    all.add(new SlotInput.BundleGoing("old 1.0.0"));
    all.add(new SlotInput.Overdue());
    for (ControlMessage message : ControlMessage.values()) {
      all.add(new SlotInput.ControlChanged(message));
    }
    return all;
  }

  /** The machine, or one with a mistake in it. */
  private interface Machine {
    SlotMachine.Step step(SlotState state, SlotInput input);
  }

  private record Figures(Map<SlotWorld, Integer> worlds, int steps, Optional<String> complaint) {
    Set<String> states() {
      return worlds.keySet().stream()
          .map(world -> world.slot().getClass().getSimpleName())
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }

  private static Figures explore(Machine machine) {
    Map<SlotWorld, Integer> seen = new LinkedHashMap<>();
    ArrayDeque<SlotWorld> open = new ArrayDeque<>();
    seen.put(SlotWorld.START, 0);
    open.add(SlotWorld.START);
    int steps = 0;
    while (!open.isEmpty()) {
      SlotWorld world = open.remove();
      for (SlotInput input : world.possible()) {
        steps++;
        try {
          SlotMachine.Step step = machine.step(world.slot(), input);
          SlotWorld next = world.after(input, step);
          SlotWorld.check(world, input, step, next);
          if (seen.putIfAbsent(next, seen.get(world) + 1) == null) {
            open.add(next);
          }
        } catch (AssertionError e) {
          return new Figures(seen, steps, Optional.of(world + " after " + input + ": " + e));
        }
      }
    }
    return new Figures(seen, steps, Optional.empty());
  }

  @Test
  void everyOrderOfEventsThatMuxAndHalfAllowKeepsItsPromises(TestReporter reporter) {
    Figures figures = explore(SlotMachine::step);
    assertThat(figures.complaint()).isEmpty();
    reporter.publishEntry(
        Map.of(
            "worlds", "" + figures.worlds().size(),
            "steps", "" + figures.steps(),
            "longest shortest path", "" + Collections.max(figures.worlds().values())));
    assertThat(figures.worlds()).hasSize(18);
    assertThat(figures.states())
        .as("the hand-over's states have their place, and nothing leads there yet")
        .containsExactlyInAnyOrder("Idle", "Waiting", "Running", "Leaving", "Draining", "Ended");
  }

  @Test
  void everySeededMistakeIsNoticed() {
    Map<String, UnaryOperator<List<SlotEffect>>> mistakes = new LinkedHashMap<>();
    for (Class<?> type : SlotEffect.class.getPermittedSubclasses()) {
      mistakes.put("without " + type.getSimpleName(), effects -> without(type, effects));
    }
    for (Class<?> type :
        List.of(
            SlotEffect.EmitStarted.class,
            SlotEffect.StartHalf.class,
            SlotEffect.EmitAsked.class,
            SlotEffect.CompleteJob.class,
            SlotEffect.FailJob.class,
            SlotEffect.EmitBundleGoing.class,
            SlotEffect.EmitEnded.class,
            SlotEffect.EmitFailed.class)) {
      mistakes.put("twice " + type.getSimpleName(), effects -> twice(type, effects));
    }
    mistakes.put("the other way round", List::reversed);
    mistakes.forEach(
        (name, mistake) ->
            assertThat(
                    explore(
                            (state, input) -> {
                              SlotMachine.Step step = SlotMachine.step(state, input);
                              return new SlotMachine.Step(
                                  step.state(), mistake.apply(step.effects()));
                            })
                        .complaint())
                .as(name)
                .isPresent());
  }

  @Test
  void everySeededWrongStateIsNoticed() {
    for (Class<?> type :
        List.of(
            SlotState.Waiting.class,
            SlotState.Running.class,
            SlotState.Leaving.class,
            SlotState.Draining.class,
            SlotState.Ended.class)) {
      assertThat(
              explore(
                      (state, input) -> {
                        SlotMachine.Step step = SlotMachine.step(state, input);
                        return type.isInstance(step.state())
                            ? new SlotMachine.Step(state, step.effects())
                            : step;
                      })
                  .complaint())
          .as("never " + type.getSimpleName())
          .isPresent();
    }
  }

  private static List<SlotEffect> without(Class<?> type, List<SlotEffect> effects) {
    return effects.stream().filter(effect -> !type.isInstance(effect)).toList();
  }

  private static List<SlotEffect> twice(Class<?> type, List<SlotEffect> effects) {
    return effects.stream()
        .flatMap(effect -> Stream.generate(() -> effect).limit(type.isInstance(effect) ? 2 : 1))
        .toList();
  }

  @Test
  void everyEventInEveryStateIsDefined(TestReporter reporter) {
    Set<SlotState> states = new LinkedHashSet<>();
    ArrayDeque<SlotState> open = new ArrayDeque<>();
    open.add(new SlotState.Idle());
    open.add(new SlotState.HandingOver());
    open.add(
        new SlotState.Parked(
            new io.tempera.protocol.Snapshot(
                "StClient", 0, ByteBuffer.allocate(0), Optional.empty())));
    int steps = 0;
    while (!open.isEmpty()) {
      SlotState state = open.remove();
      if (states.add(state)) {
        for (SlotInput input : INPUTS) {
          steps++;
          open.add(SlotMachine.step(state, input).state());
        }
      }
      assertThat(state.text()).isNotEmpty();
    }
    reporter.publishEntry(
        "slot machine, any event", states.size() + " states, " + steps + " steps");
  }

  @Test
  void aHalfThatFailsNamesItsOwnReasonAndOneThatWasCutNamesTheConnections() {
    SlotState draining = new SlotState.Draining(SlotWorld.FAILED);
    assertThat(
            SlotMachine.step(draining, new SlotInput.JobEnded(new JobEnd.Failed(SlotWorld.BROKEN)))
                .effects())
        .containsExactly(new SlotEffect.EmitFailed(SlotWorld.BROKEN, true));
    assertThat(SlotMachine.step(draining, new SlotInput.JobEnded(SlotWorld.BROKE_DOWN)).effects())
        .containsExactly(
            new SlotEffect.EmitFailed(new MuxError.UnknownMiniProtocol(99).failure(), false));
  }

  @Test
  void aHalfWhoseBundleGoesClosesItsConnectionHoweverItEnds() {
    SlotState leaving = new SlotState.Leaving("old 1.0.0");
    for (SlotInput end :
        List.of(
            new SlotInput.HalfEnded(SlotWorld.FINISHED),
            new SlotInput.HalfEnded(SlotWorld.FAILED),
            new SlotInput.Overdue())) {
      List<SlotEffect> effects = SlotMachine.step(leaving, end).effects();
      assertThat(effects).hasSize(2);
      assertThat(effects.get(0)).isInstanceOf(SlotEffect.LetGoOfHalf.class);
      assertThat(((SlotEffect.FailJob) effects.get(1)).failure().message())
          .contains("old 1.0.0", "going");
    }
  }
}
