package io.tempera.protocol.host.internal;

import io.tempera.mux.Direction;
import io.tempera.mux.JobEnd;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.host.internal.SlotState.Grace;
import io.tempera.protocol.host.internal.SlotWorld.Act;
import io.tempera.protocol.host.internal.SlotWorld.Job;
import io.tempera.protocol.host.internal.SlotWorld.Runner;
import io.tempera.protocol.host.internal.SlotWorld.Timer;
import java.util.List;
import java.util.Optional;

/** What must hold after each act in a slot's world, and of what was done. */
final class SlotRules {
  private final SlotWorld before;
  private final Optional<SlotInput> input;
  private final List<SlotEffect> did;
  private final SlotWorld after;

  private SlotRules(SlotWorld before, Act act, List<SlotEffect> did, SlotWorld after) {
    this.before = before;
    this.input = act instanceof Act.Input(SlotInput one) ? Optional.of(one) : Optional.empty();
    this.did = did;
    this.after = after;
  }

  static void check(SlotWorld before, Act act, List<SlotEffect> did, SlotWorld after) {
    SlotRules rules = new SlotRules(before, act, did, after);
    rules.checkJob();
    rules.checkEnds();
    rules.checkParked();
    after.half().ifPresent(rules::checkAsked);
    after.half().ifPresent(rules::checkLeaving);
    rules.input.ifPresent(rules::checkInput);
  }

  static void hold(boolean rule, String what) {
    if (!rule) {
      throw new AssertionError("not so: " + what);
    }
  }

  private static void same(Object is, Object should, String what) {
    hold(is.equals(should), what + ": is " + is + ", should be " + should);
  }

  private void checkJob() {
    same(SlotMachine.isResting(after.slot()), after.isResting(), "it rests without a job");
    same(after.slot() instanceof SlotState.Waiting, after.job() == Job.WAITING, "it waits with it");
    boolean withHalf =
        after.slot() instanceof SlotState.Running
            || after.slot() instanceof SlotState.HandingOver
            || after.slot() instanceof SlotState.Leaving;
    same(withHalf, after.half().isPresent(), "a half runs in these states and in no other");
    same(
        withHalf || after.slot() instanceof SlotState.Parked,
        after.job() == Job.STARTED,
        "a job is through as soon as nothing more is to run in it");
    same(left(after.slot()), after.open(), "what was left is neither lost nor kept too long");
    hold(!after.saidStarted() || !after.isResting(), "a beginning has its end");
  }

  private static Optional<Snapshot> left(SlotState state) {
    return switch (state) {
      case SlotState.Waiting(var mode, var left) -> left;
      case SlotState.Parked(var left, var started, var grace) -> left;
      case SlotState.Draining(var conclusion, var left) -> left;
      case SlotState.Ended(var outcome, var left) -> left;
      default -> Optional.empty();
    };
  }

  private void checkEnds() {
    boolean ends = input.filter(SlotInput.JobEnded.class::isInstance).isPresent();
    same(
        count(SlotEffect.EmitEnded.class) + count(SlotEffect.EmitFailed.class),
        ends ? 1L : 0L,
        "a job has one end, and a hand-over is none");
    boolean clean = input.equals(Optional.of(new SlotInput.JobEnded(new JobEnd.Clean())));
    same(did(SlotEffect.EmitEnded.class), clean, "an end is as the multiplexer says");
    hold(count(SlotEffect.Seek.class) <= 1, "nothing is looked for again and again");
  }

  private void checkParked() {
    if (after.slot() instanceof SlotState.Parked(var left, boolean started, Grace grace)) {
      same(started, after.saidStarted(), "it knows whether it was started");
      same(grace == Grace.RUNNING, after.timer() == Timer.RUNNING, "the time runs as it says");
      same(grace == Grace.OVER, after.watched(), "a byte is waited for when the time is over");
      hold(grace != Grace.NOT_BEGUN, "what is not found is waited for");
      hold(after.untold() || after.carryingOn(left).isEmpty(), "whoever can carry on does");
      hold(after.direction() == Direction.RESPONDER || grace != Grace.OVER, "initiators end");
    } else {
      hold(after.timer() != Timer.RUNNING, "a grace that nobody needs is ended");
    }
  }

  private void checkAsked(Runner runner) {
    if (after.slot() instanceof SlotState.Leaving) {
      return;
    }
    Succession shown =
        after.slot() instanceof SlotState.HandingOver(Succession succession)
            ? succession
            : Succession.STAY;
    same(runner.asked(), shown, "a half was asked what its slot shows");
    boolean terminating = after.control() == ControlMessage.TERMINATE;
    boolean restarts = runner.asked() instanceof Succession.Restart;
    if (runner.mustEnd()) {
      hold(restarts != terminating, "a restart is not taken back, but by a real end");
    } else if (!after.untold()) {
      same(runner.asked(), after.succession(), "a half is asked what follows from the choice");
    }
    hold(!runner.interrupted() || after.cancelled(), "who need not end is not interrupted");
  }

  private void checkLeaving(Runner runner) {
    boolean leaving = after.slot() instanceof SlotState.Leaving;
    hold(!runner.hurried() || leaving, "a half in a hurry leaves");
    if (leaving) {
      hold(runner.going() && runner.interrupted(), "whoever leaves has to, and is interrupted");
    }
  }

  private void checkInput(SlotInput now) {
    checkGrace(now);
    boolean given = before.half().isPresent() || before.slot() instanceof SlotState.Parked;
    same(
        did(SlotEffect.EmitAsked.class),
        now instanceof SlotInput.ControlChanged && given && !wasLeaving(),
        "it is said when a half is asked something, or the next one will be");
    switch (now) {
      case SlotInput.HalfEnded(Conclusion conclusion) -> checkHalfEnded(conclusion);
      case SlotInput.Overdue o -> {
        hold(after.half().isEmpty(), "nothing of a bundle runs when its time is over");
        failed();
      }
      case SlotInput.MuxCancelled c ->
          hold(
              after.half().map(Runner::interrupted).orElse(true),
              "a half is interrupted when its connection ends");
      case SlotInput.ControlChanged(ControlMessage message) ->
          hold(
              message != ControlMessage.TERMINATE
                  || !(after.slot() instanceof SlotState.Parked)
                  || after.open().isPresent(),
              "what has not begun need not be waited for to be ended");
      default ->
          hold(!did(SlotEffect.EmitHandOverFailed.class), "a hand-over fails when a half ends");
    }
    boolean started = now instanceof SlotInput.MuxStarted;
    hold(!did(SlotEffect.Seek.class) || started || handedOn(now), "it is looked for when needed");
  }

  private boolean wasLeaving() {
    return before.slot() instanceof SlotState.Leaving;
  }

  private static boolean handedOn(SlotInput now) {
    return now instanceof SlotInput.HalfEnded;
  }

  private void checkGrace(SlotInput now) {
    boolean waited = before.timer() == Timer.RUNNING;
    boolean over = now instanceof SlotInput.GraceOver && waited;
    same(did(SlotEffect.EmitGraceOver.class), over, "the end of a grace is said");
    if (over) {
      same(
          after.job(),
          before.direction() == Direction.INITIATOR ? Job.TOLD_CLEAN : Job.STARTED,
          "past the grace initiators end, and responders wait on");
    }
    if (now instanceof SlotInput.BytesArrived) {
      same(
          did(SlotEffect.FailJob.class),
          before.slot() instanceof SlotState.Parked,
          "bytes that nobody takes end the connection");
    }
    boolean late = now instanceof SlotInput.GraceOver && !waited;
    hold(!late || did.isEmpty() && after.slot().equals(before.slot()), "what is late is ignored");
  }

  private void checkHalfEnded(Conclusion conclusion) {
    Runner runner = before.half().orElseThrow();
    switch (conclusion) {
      case Conclusion.HandedOver h ->
          hold(did(SlotEffect.Seek.class), "what was left is carried on");
      case Conclusion.Over over when wasLeaving() -> failed();
      case Conclusion.Finished f -> {
        boolean restarts = runner.mustEnd() && before.control() != ControlMessage.TERMINATE;
        same(did(SlotEffect.Seek.class), restarts, "what was to be started again is");
        same(did(SlotEffect.CompleteJob.class), !restarts, "and what ended has ended");
      }
      case Conclusion.Failed(var failure) ->
          hold(did.contains(new SlotEffect.FailJob(failure)), "a failure is passed on");
    }
    hold(
        did(SlotEffect.EmitHandOverFailed.class)
            == (wasLeaving() && conclusion instanceof Conclusion.Over),
        "a hand-over fails when a half ends that had to leave");
  }

  private void failed() {
    hold(did(SlotEffect.EmitHandOverFailed.class), "a hand-over that failed is said");
    hold(did(SlotEffect.FailJob.class), "and ends the connection");
  }

  private boolean did(Class<? extends SlotEffect> type) {
    return count(type) > 0;
  }

  private long count(Class<? extends SlotEffect> type) {
    return did.stream().filter(type::isInstance).count();
  }
}
