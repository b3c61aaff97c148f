package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the world around a slot is like: the multiplexer and the half that it lives between. Says
 * what can happen now, and checks what must hold on the way.
 */
record SlotWorld(
    SlotState slot,
    Job job,
    boolean half,
    boolean cancelled,
    boolean muxOver,
    boolean saidStarted,
    boolean interrupted) {
  static final SlotWorld START =
      new SlotWorld(new SlotState.Idle(), Job.NONE, false, false, false, false, false);

  /** The inputs that can come now. */
  List<SlotInput> possible() {
    List<SlotInput> now = new ArrayList<>();
    now.add(new SlotInput.ControlChanged(ControlMessage.QUIESCE));
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
  SlotWorld after(SlotInput input, SlotMachine.Step step) {
    Job newJob = jobBefore(input);
    boolean newHalf = half;
    boolean newSaid = saidStarted;
    boolean newInterrupted = interrupted;
    for (SlotEffect effect : step.effects()) {
      switch (effect) {
        case SlotEffect.EmitStarted e -> {
          assertThat(newSaid).as("started twice").isFalse();
          newSaid = true;
        }
        case SlotEffect.StartHalf e -> {
          assertThat(newSaid).as("said before it runs").isTrue();
          assertThat(newHalf).as("one half at a time").isFalse();
          newHalf = true;
        }
        case SlotEffect.EmitAsked e -> assertThat(half).isTrue();
        case SlotEffect.WakeHalf e -> assertThat(half).isTrue();
        case SlotEffect.InterruptHalf e -> newInterrupted = true;
        case SlotEffect.LetGoOfHalf e -> newHalf = false;
        case SlotEffect.CompleteJob e -> {
          assertThat(newJob).as("told once").isEqualTo(Job.STARTED);
          assertThat(newHalf).as("nobody uses the channel any more").isFalse();
          newJob = Job.TOLD_CLEAN;
        }
        case SlotEffect.FailJob e -> {
          assertThat(newJob).as("told once").isEqualTo(Job.STARTED);
          assertThat(newHalf).as("nobody uses the channel any more").isFalse();
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
    return new SlotWorld(
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

  static final Failure BROKEN = Failure.of(FailureCategory.PROTOCOL_CODE, "broken");
  static final Conclusion FINISHED =
      new Conclusion.Finished("done", Optional.of(Duration.ofSeconds(3)));
  static final Conclusion FAILED = new Conclusion.Failed(BROKEN);
  static final JobEnd STOPPED = new JobEnd.Shutdown(new MuxEnd.Stopped());
  static final JobEnd BROKE_DOWN =
      new JobEnd.Shutdown(new MuxEnd.Failed(new MuxError.UnknownMiniProtocol(99)));

  /** What the mux makes of the slot's job. */
  enum Job {
    NONE,
    WAITING,
    STARTED,
    TOLD_CLEAN,
    TOLD_FAILED
  }

  static void check(SlotWorld before, SlotInput input, SlotMachine.Step did, SlotWorld after) {
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
    if (input instanceof SlotInput.ControlChanged(ControlMessage message)) {
      assertThat(did.effects())
          .as("said once, and then looked at; a half that is to end anyway need not: " + step)
          .isEqualTo(
              before.slot() instanceof SlotState.Running
                  ? List.of(new SlotEffect.EmitAsked(message), new SlotEffect.WakeHalf())
                  : List.of());
    }
    assertThat(after.job() == Job.STARTED)
        .as("a job is told its end as soon as its half has one: " + step)
        .isEqualTo(after.half());
    if (input instanceof SlotInput.BundleGoing(String bundle)) {
      assertThat(after.slot() instanceof SlotState.Leaving)
          .as("what runs of it leaves: " + step)
          .isEqualTo(before.half());
      assertThat(
              did.effects().stream().filter(new SlotEffect.EmitBundleGoing(bundle)::equals).count())
          .as("said once, for a half that runs: " + step)
          .isEqualTo(before.slot() instanceof SlotState.Running ? 1 : 0);
    }
    if (before.job() != Job.NONE && after.job() == Job.NONE) {
      assertThat(did.effects().stream().filter(SlotWorld::isEnd).count())
          .as("exactly one end is told, none when it never was taken: " + step)
          .isEqualTo(input instanceof SlotInput.StartRefused ? 0 : 1);
    }
  }

  private static boolean isEnd(SlotEffect effect) {
    return effect instanceof SlotEffect.EmitEnded || effect instanceof SlotEffect.EmitFailed;
  }
}
