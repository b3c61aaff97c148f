package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.StartMode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Walks the machine together with the mux and the half that it lives between: every order of events
 * that their contracts allow, and every event in every state.
 */
class SlotMachineTest {
  private static final Failure BROKEN = Failure.of(FailureCategory.PROTOCOL_CODE, "broken");
  private static final Conclusion FINISHED =
      new Conclusion.Finished("done", Optional.of(Duration.ofSeconds(3)));
  private static final Conclusion FAILED = new Conclusion.Failed(BROKEN);
  private static final JobEnd STOPPED = new JobEnd.Shutdown(new MuxEnd.Stopped());
  private static final JobEnd BROKE_DOWN =
      new JobEnd.Shutdown(new MuxEnd.Failed(new MuxError.UnknownMiniProtocol(99)));

  private static final List<SlotInput> INPUTS = inputs();

  private static List<SlotInput> inputs() {
    List<SlotInput> all = new ArrayList<>();
    for (StartMode mode : StartMode.values()) {
      all.add(new SlotInput.Start(mode));
    }
    all.add(new SlotInput.StartRefused());
    all.add(new SlotInput.MuxStarted(true));
    all.add(new SlotInput.MuxStarted(false));
    all.add(new SlotInput.HalfEnded(FINISHED));
    all.add(new SlotInput.HalfEnded(FAILED));
    all.add(new SlotInput.MuxCancelled());
    all.add(new SlotInput.JobEnded(new JobEnd.Clean()));
    all.add(new SlotInput.JobEnded(new JobEnd.Failed(BROKEN)));
    all.add(new SlotInput.JobEnded(STOPPED));
    all.add(new SlotInput.JobEnded(BROKE_DOWN));
    all.add(new SlotInput.BundleGoing("old 1.0.0"));
    all.add(new SlotInput.Overdue());
    all.add(new SlotInput.ControlChanged());
    return all;
  }

  /** What the mux makes of the slot's job. */
  private enum Job {
    NONE,
    WAITING,
    STARTED,
    TOLD_CLEAN,
    TOLD_FAILED
  }

  /** What the world around the slot is like. */
  private record World(
      SlotState slot,
      Job job,
      boolean half,
      boolean cancelled,
      boolean muxOver,
      boolean saidStarted,
      boolean interrupted) {
    static final World START =
        new World(new SlotState.Idle(), Job.NONE, false, false, false, false, false);

    /** The inputs that can come now. */
    List<SlotInput> possible() {
      List<SlotInput> now = new ArrayList<>();
      now.add(new SlotInput.ControlChanged());
      now.add(new SlotInput.BundleGoing("old 1.0.0"));
      if (slot instanceof SlotState.Leaving) {
        now.add(new SlotInput.Overdue());
      }
      if (half) {
        now.add(new SlotInput.HalfEnded(FINISHED));
        now.add(new SlotInput.HalfEnded(FAILED));
      }
      switch (job) {
        case NONE -> {
          if (!muxOver) {
            now.add(new SlotInput.Start(StartMode.EAGERLY));
            now.add(new SlotInput.Start(StartMode.ON_DEMAND));
          }
        }
        case WAITING -> {
          now.add(new SlotInput.StartRefused());
          now.add(new SlotInput.MuxStarted(true));
          now.add(new SlotInput.MuxStarted(false));
          addShutdown(now);
        }
        case STARTED -> {
          addCancel(now);
          addShutdown(now);
        }
        case TOLD_CLEAN -> {
          now.add(new SlotInput.JobEnded(new JobEnd.Clean()));
          addCancel(now);
          addShutdown(now);
        }
        case TOLD_FAILED -> {
          now.add(new SlotInput.JobEnded(new JobEnd.Failed(BROKEN)));
          addCancel(now);
          addShutdown(now);
        }
        default -> throw new AssertionError(job);
      }
      return now;
    }

    private void addCancel(List<SlotInput> now) {
      if (!cancelled) {
        now.add(new SlotInput.MuxCancelled());
      }
    }

    private static void addShutdown(List<SlotInput> now) {
      now.add(new SlotInput.JobEnded(STOPPED));
      now.add(new SlotInput.JobEnded(BROKE_DOWN));
    }

    /** The world after an input; checks everything that must hold on the way. */
    World after(SlotInput input) {
      SlotMachine.Step step = SlotMachine.step(slot, input);
      Job newJob = jobBefore(input);
      boolean newHalf = half && !(input instanceof SlotInput.HalfEnded);
      boolean newSaid = saidStarted;
      boolean newInterrupted = interrupted;
      for (SlotEffect effect : step.effects()) {
        switch (effect) {
          case SlotEffect.EmitStarted e -> {
            assertThat(saidStarted).as("started twice").isFalse();
            newSaid = true;
          }
          case SlotEffect.StartHalf e -> {
            assertThat(newSaid).as("said before it runs").isTrue();
            assertThat(half).as("one half at a time").isFalse();
            newHalf = true;
          }
          case SlotEffect.WakeHalf e -> assertThat(half).isTrue();
          case SlotEffect.InterruptHalf e -> newInterrupted = true;
          case SlotEffect.LetGoOfHalf e -> newHalf = false;
          case SlotEffect.CompleteJob e -> {
            assertThat(newJob).isEqualTo(Job.STARTED);
            newJob = Job.TOLD_CLEAN;
          }
          case SlotEffect.FailJob e -> {
            assertThat(newJob).isEqualTo(Job.STARTED);
            newJob = Job.TOLD_FAILED;
          }
          case SlotEffect.EmitBundleGoing e -> assertThat(half).isTrue();
          case SlotEffect.EmitEnded e -> {
            assertThat(newSaid).as("an end as the protocol says has a beginning").isTrue();
            assertThat(input).isEqualTo(new SlotInput.JobEnded(new JobEnd.Clean()));
            newSaid = false;
          }
          case SlotEffect.EmitFailed e -> newSaid = false;
        }
      }
      boolean jobOver = input instanceof SlotInput.JobEnded;
      return new World(
          step.state(),
          newJob,
          newHalf,
          !jobOver && (cancelled || input instanceof SlotInput.MuxCancelled),
          muxOver || jobOver && !((SlotInput.JobEnded) input).end().equals(new JobEnd.Clean()),
          newSaid,
          newHalf && newInterrupted);
    }

    private Job jobBefore(SlotInput input) {
      return switch (input) {
        case SlotInput.Start s -> Job.WAITING;
        case SlotInput.StartRefused r -> Job.NONE;
        case SlotInput.MuxStarted s -> Job.STARTED;
        case SlotInput.JobEnded e -> Job.NONE;
        default -> job;
      };
    }
  }

  @Test
  void everyOrderOfEventsThatMuxAndHalfAllowKeepsItsPromises(TestReporter reporter) {
    Map<World, Integer> seen = new LinkedHashMap<>();
    ArrayDeque<World> open = new ArrayDeque<>();
    seen.put(World.START, 0);
    open.add(World.START);
    int steps = 0;
    while (!open.isEmpty()) {
      World world = open.remove();
      for (SlotInput input : world.possible()) {
        steps++;
        World next = world.after(input);
        check(world, input, next);
        if (seen.putIfAbsent(next, seen.get(world) + 1) == null) {
          open.add(next);
        }
      }
    }
    Set<String> kinds =
        seen.keySet().stream()
            .map(world -> world.slot().getClass().getSimpleName())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    reporter.publishEntry(
        "slot machine",
        seen.size()
            + " worlds, "
            + steps
            + " steps, longest shortest path "
            + seen.values().stream().mapToInt(Integer::intValue).max().orElseThrow()
            + ", states "
            + kinds);
    assertThat(kinds)
        .as("the hand-over's states have their place, and nothing leads there yet")
        .containsExactlyInAnyOrder("Idle", "Waiting", "Running", "Leaving", "Draining", "Ended");
  }

  private static void check(World before, SlotInput input, World after) {
    String step = before + " --" + input + "--> " + after;
    boolean resting = SlotMachine.isResting(after.slot());
    assertThat(resting)
        .as("rests when the mux has no job: " + step)
        .isEqualTo(after.job() == Job.NONE);
    if (resting) {
      assertThat(after.half()).as("no half without a job: " + step).isFalse();
      assertThat(after.saidStarted()).as("a beginning has its end: " + step).isFalse();
    }
    assertThat(after.half())
        .as("a half runs in Running and Leaving, and nowhere else: " + step)
        .isEqualTo(
            after.slot() instanceof SlotState.Running || after.slot() instanceof SlotState.Leaving);
    if (after.half() && (after.cancelled() || after.slot() instanceof SlotState.Leaving)) {
      assertThat(after.interrupted()).as("whoever is to end is interrupted: " + step).isTrue();
    }
    if (before.job() != Job.NONE && after.job() == Job.NONE) {
      List<SlotEffect> effects = SlotMachine.step(before.slot(), input).effects();
      assertThat(effects.stream().filter(SlotMachineTest::isEnd).count())
          .as("exactly one end is told, none when it never was taken: " + step)
          .isEqualTo(input instanceof SlotInput.StartRefused ? 0 : 1);
    }
  }

  private static boolean isEnd(SlotEffect effect) {
    return effect instanceof SlotEffect.EmitEnded || effect instanceof SlotEffect.EmitFailed;
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
    SlotState draining = new SlotState.Draining(FAILED);
    assertThat(
            SlotMachine.step(draining, new SlotInput.JobEnded(new JobEnd.Failed(BROKEN))).effects())
        .containsExactly(new SlotEffect.EmitFailed(BROKEN, true));
    assertThat(SlotMachine.step(draining, new SlotInput.JobEnded(BROKE_DOWN)).effects())
        .containsExactly(
            new SlotEffect.EmitFailed(new MuxError.UnknownMiniProtocol(99).failure(), false));
  }

  @Test
  void aHalfWhoseBundleGoesClosesItsConnectionHoweverItEnds() {
    SlotState leaving = new SlotState.Leaving("old 1.0.0");
    for (SlotInput end :
        List.of(
            new SlotInput.HalfEnded(FINISHED),
            new SlotInput.HalfEnded(FAILED),
            new SlotInput.Overdue())) {
      List<SlotEffect> effects = SlotMachine.step(leaving, end).effects();
      assertThat(effects).hasSize(2);
      assertThat(effects.get(0)).isInstanceOf(SlotEffect.LetGoOfHalf.class);
      assertThat(((SlotEffect.FailJob) effects.get(1)).failure().message())
          .contains("old 1.0.0", "going");
    }
  }
}
