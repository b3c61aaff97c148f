package io.tempera.protocol.host.internal;

import static io.tempera.protocol.host.internal.SlotRules.hold;

import io.tempera.mux.JobEnd;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.host.internal.SlotWorld.Act;
import io.tempera.protocol.host.internal.SlotWorld.Job;
import io.tempera.protocol.host.internal.SlotWorld.Runner;
import io.tempera.protocol.host.internal.SlotWorld.Timer;
import io.tempera.protocol.host.internal.SlotWorld.Version;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * One act in a world, as {@link Slot} and {@link SlotShell} and what they use would do it; each
 * effect is checked as it is done.
 */
final class SlotSurroundings {
  /** The machine, or one with a mistake in it. */
  interface Machine {
    SlotMachine.Step step(SlotState state, SlotInput input);
  }

  private final Machine machine;
  private final SlotWorld before;
  private final List<SlotEffect> done = new ArrayList<>();
  private SlotState slot;
  private Job job;
  private boolean cancelled;
  private boolean muxOver;
  private Optional<Runner> half;
  private List<Version> ranked;
  private boolean untold;
  private ControlMessage control;
  private Optional<Snapshot> open;
  private Timer timer;
  private boolean graceBegun;
  private boolean watched;
  private boolean saidStarted;

  /** What was found is made, told of, and started, in this order. */
  private boolean toBeToldOf;

  private boolean toBeStarted;
  private Optional<Snapshot> given = Optional.empty();
  private boolean toBeWoken;

  private SlotSurroundings(Machine machine, SlotWorld world) {
    this.machine = machine;
    before = world;
    slot = world.slot();
    job = world.job();
    cancelled = world.cancelled();
    muxOver = world.muxOver();
    half = world.half();
    ranked = world.ranked();
    untold = world.untold();
    control = world.control();
    open = world.open();
    timer = world.timer();
    graceBegun = world.graceBegun();
    watched = world.watched();
    saidStarted = world.saidStarted();
  }

  /**
   * The world after an act.
   *
   * @throws AssertionError when something does not hold on the way, or then
   */
  static SlotWorld after(Machine machine, SlotWorld world, Act act) {
    SlotSurroundings surroundings = new SlotSurroundings(machine, world);
    surroundings.happen(act);
    SlotWorld next = surroundings.world();
    SlotRules.check(world, act, surroundings.done, next);
    return next;
  }

  private SlotWorld world() {
    hold(!toBeToldOf && !toBeStarted, "what was found is started");
    hold(!toBeWoken, "a half is woken when it is asked something else");
    return new SlotWorld(
        slot,
        before.direction(),
        job,
        cancelled,
        muxOver,
        half,
        List.copyOf(ranked),
        untold,
        control,
        open,
        timer,
        graceBegun,
        watched,
        saidStarted);
  }

  private void happen(Act act) {
    switch (act) {
      case Act.Prefer(Version version) -> {
        ranked = others(version);
        ranked.addFirst(version);
        untold = true;
      }
      case Act.Withdraw(Version version) -> {
        ranked = others(version);
        half = half.map(runner -> runner.version() == version ? runner.gone() : runner);
        untold = true;
      }
      case Act.Tell() -> {
        untold = false;
        if (slot instanceof SlotState.Parked(var left, var started, var grace) && seek(left)) {
          step(new SlotInput.Found());
        }
        tellHalf();
      }
      case Act.Input(SlotInput input) -> {
        happens(input);
        step(input);
        forgetWhatIsOver(input);
      }
    }
  }

  private List<Version> others(Version version) {
    List<Version> others = new ArrayList<>(ranked);
    others.remove(version);
    return others;
  }

  private void tellHalf() {
    if (half.isPresent()) {
      step(new SlotInput.Succeeded(world().succession()));
    }
  }

  /** What an input means, whatever the machine makes of it. */
  private void happens(SlotInput input) {
    switch (input) {
      case SlotInput.Start s -> job = Job.WAITING;
      case SlotInput.StartRefused r -> {
        // Whoever asked for it stops the multiplexer.
        job = Job.NONE;
        muxOver = true;
        open = Optional.empty();
      }
      case SlotInput.MuxStarted s -> {
        job = Job.STARTED;
        forgetGap();
      }
      case SlotInput.MuxCancelled c -> cancelled = true;
      case SlotInput.JobEnded(JobEnd end) -> {
        job = Job.NONE;
        if (!end.equals(new JobEnd.Clean())) {
          muxOver = true;
          open = Optional.empty();
        }
      }
      case SlotInput.ControlChanged(ControlMessage message) -> {
        control = message;
        toBeWoken = half.isPresent() && !(slot instanceof SlotState.Leaving);
      }
      case SlotInput.HalfEnded(Conclusion.HandedOver(Snapshot left)) -> open = Optional.of(left);
      case SlotInput.Hurried h -> half = half.map(Runner::inHurry);
      case SlotInput.GraceOver over -> timer = Timer.NONE;
      case SlotInput.BytesArrived b -> watched = false;
      default -> {}
    }
  }

  private void forgetWhatIsOver(SlotInput input) {
    if (input instanceof SlotInput.JobEnded) {
      cancelled = false;
    }
    if (muxOver) {
      // Nothing that concerns it is looked at any more.
      ranked = List.of();
      untold = false;
      control = ControlMessage.CONTINUE;
    }
  }

  private void forgetGap() {
    hold(timer != Timer.RUNNING, "a grace is ended before its gap is forgotten");
    timer = Timer.NONE;
    graceBegun = false;
    watched = false;
  }

  private void step(SlotInput input) {
    SlotMachine.Step step = machine.step(slot, input);
    slot = step.state();
    hold(
        new LinkedHashSet<>(step.effects()).size() == step.effects().size(),
        "nothing is done twice in one step");
    for (SlotEffect effect : step.effects()) {
      done.add(effect);
      perform(effect);
    }
  }

  private void perform(SlotEffect effect) {
    switch (effect) {
      case SlotEffect.Seek(var left) -> seekAndSay(left);
      case SlotEffect.EmitStarted() -> {
        hold(!saidStarted, "a start is said once, and not at a hand-over");
        tellOf();
        saidStarted = true;
        forgetGap();
      }
      case SlotEffect.EmitHandedOver(var left) -> {
        hold(saidStarted, "what is handed over was started");
        hold(left.equals(given), "it is said where it carries on");
        tellOf();
      }
      case SlotEffect.StartHalf() -> {
        hold(toBeStarted && !toBeToldOf, "what starts was told of");
        toBeStarted = false;
      }
      case SlotEffect.Ask(Succession succession) -> {
        half = Optional.of(runner().ask(succession));
        toBeWoken |= !succession.equals(Succession.STAY);
      }
      case SlotEffect.EmitAsked(ControlMessage message) ->
          hold(message == control, "it is said what is asked");
      case SlotEffect.WakeHalf() -> {
        hold(toBeWoken, "a half is woken for something");
        runner();
        toBeWoken = false;
      }
      case SlotEffect.InterruptHalf() -> half = Optional.of(runner().interrupt());
      case SlotEffect.LetGoOfHalf() -> {
        runner();
        half = Optional.empty();
        forgetGap();
      }
      case SlotEffect.BeginGrace(var left) -> {
        hold(left.equals(open), "it is said what waits");
        hold(!graceBegun, "a gap has one grace");
        timer = Timer.RUNNING;
        graceBegun = true;
      }
      case SlotEffect.EndGrace() -> timer = timer == Timer.RUNNING ? Timer.LATE : timer;
      case SlotEffect.EmitGraceOver() -> hold(graceBegun, "what is over has begun");
      case SlotEffect.WatchBytes() -> watched = true;
      case SlotEffect.CompleteJob() -> tellMux(Job.TOLD_CLEAN);
      case SlotEffect.FailJob f -> {
        tellMux(Job.TOLD_FAILED);
        // With its connection the conversation is over.
        open = Optional.empty();
      }
      case SlotEffect.EmitHandOverFailed(String bundle) ->
          hold(runner().version().bundle().equals(bundle), "it is said whose half it was");
      case SlotEffect.EmitEnded e -> saidStarted = false;
      case SlotEffect.EmitFailed e -> saidStarted = false;
    }
  }

  private Runner runner() {
    hold(half.isPresent() && !toBeStarted, "there is a half to do it to");
    return half.get();
  }

  private void tellOf() {
    hold(toBeToldOf, "what is told of was found, and is told of once");
    toBeToldOf = false;
  }

  private void tellMux(Job told) {
    hold(job == Job.STARTED, "the multiplexer is told once");
    hold(half.isEmpty(), "nobody uses the channel any more when the multiplexer is told");
    job = told;
  }

  private void seekAndSay(Optional<Snapshot> left) {
    if (seek(left)) {
      step(new SlotInput.Found());
      tellHalf();
    } else {
      step(new SlotInput.NotFound());
    }
  }

  private boolean seek(Optional<Snapshot> left) {
    hold(job == Job.STARTED, "only what the multiplexer has started runs");
    hold(half.isEmpty(), "one half at a time");
    hold(left.equals(open), "what was left is given on, and once");
    Optional<Version> found = world().carryingOn(left);
    half = found.map(Runner::of);
    if (found.isPresent()) {
      given = left;
      open = Optional.empty();
      toBeToldOf = true;
      toBeStarted = true;
    }
    return found.isPresent();
  }
}
