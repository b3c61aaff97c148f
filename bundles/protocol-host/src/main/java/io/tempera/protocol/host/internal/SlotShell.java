package io.tempera.protocol.host.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobCompletion;
import io.tempera.mux.MuxChannel;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Snapshot;
import io.tempera.trace.Trace;
import java.util.Optional;

/** Does what a slot's machine wants. For the connection's inbox only, but for the views. */
final class SlotShell {
  private final SlotHome home;
  private final Slot slot;

  private volatile Optional<HalfRun> run = Optional.empty();

  /** The job that the mux has started, and has not been told to be through. */
  private volatile Optional<Job> job = Optional.empty();

  /** Between two owners, or since the last of them. */
  private Optional<Gap> gap = Optional.empty();

  private record Job(MuxChannel channel, JobCompletion completion) {}

  SlotShell(SlotHome home, Slot slot) {
    this.home = home;
    this.slot = slot;
  }

  /** The half that runs. Any thread. */
  Optional<HalfRun> run() {
    return run;
  }

  /** How many bytes wait while no half runs. Any thread. */
  int queued() {
    return job.map(started -> started.channel().arrived()).orElse(0);
  }

  /** The mux has started the job. */
  void began(MuxChannel channel, JobCompletion completion) {
    job = Optional.of(new Job(channel, completion));
    gap = Optional.empty();
  }

  /** Makes a half of what can carry on, if anything can. */
  boolean seek(Optional<Snapshot> left) {
    run = home.beginRun(slot, job.orElseThrow().channel(), left);
    return run.isPresent();
  }

  void perform(SlotEffect effect) {
    switch (effect) {
      case SlotEffect.Seek(var left) -> {
        if (seek(left)) {
          slot.step(new SlotInput.Found());
          slot.publishedChanged();
        } else {
          slot.step(new SlotInput.NotFound());
        }
      }
      case SlotEffect.EmitStarted() -> {
        gap = Optional.empty();
        trace(
            new ProtocolTrace.Started(
                home.connectionId(), slot.key(), run.orElseThrow().hosted().bundle()));
        home.emit(new SlotEvent.Started(slot.key(), slot.temperature()));
      }
      case SlotEffect.EmitHandedOver(var left) -> handedOver(left);
      case SlotEffect.StartHalf() -> startHalf(run.orElseThrow());
      case SlotEffect.Ask(Succession succession) -> ask(run.orElseThrow(), succession);
      case SlotEffect.EmitAsked(var message) ->
          trace(new ProtocolTrace.Asked(home.connectionId(), slot.key(), message));
      case SlotEffect.WakeHalf() -> run.ifPresent(HalfRun::wake);
      case SlotEffect.InterruptHalf() -> run.ifPresent(HalfRun::interrupt);
      case SlotEffect.LetGoOfHalf() -> letGo();
      case SlotEffect.BeginGrace(var left) -> beginGrace(left);
      case SlotEffect.EndGrace() -> gap.ifPresent(Gap::endGrace);
      case SlotEffect.EmitGraceOver() ->
          trace(new HandOverTrace.GraceOver(home.connectionId(), slot.key()));
      case SlotEffect.WatchBytes() -> watchBytes(gap.orElseThrow());
      case SlotEffect.CompleteJob() -> takeJob().ifPresent(JobCompletion::returned);
      case SlotEffect.FailJob(Failure failure) -> takeJob().ifPresent(job -> job.failed(failure));
      case SlotEffect.EmitHandOverFailed(String bundle) -> handOverFailed(bundle);
      case SlotEffect.EmitEnded(var outcome, var delay) -> {
        trace(new ProtocolTrace.Ended(home.connectionId(), slot.key(), outcome));
        home.emit(new SlotEvent.Ended(slot.key(), slot.temperature(), outcome, delay));
      }
      case SlotEffect.EmitFailed(Failure failure, boolean byItself) -> {
        trace(
            byItself
                ? new ProtocolTrace.Failed(home.connectionId(), slot.key(), failure.text())
                : new ProtocolTrace.Ended(
                    home.connectionId(), slot.key(), "with its connection: " + failure.text()));
        home.emit(new SlotEvent.Failed(slot.key(), slot.temperature(), failure));
      }
    }
  }

  private void startHalf(HalfRun started) {
    try {
      started.start(home.mux().tasks());
    } catch (RuntimeException | Error e) {
      started.hosted().end(started);
      Failure failure = Failure.of(FailureCategory.INTERNAL, e);
      slot.happened(started, new SlotInput.HalfEnded(new Conclusion.Failed(failure)));
    }
  }

  private void ask(HalfRun running, Succession succession) {
    running.view().ask(succession);
    Optional<Trace> asked =
        switch (succession) {
          case Succession.HandOver(var at, var to) -> Optional.of(asked(running, to, false));
          case Succession.Restart(var to) -> Optional.of(asked(running, to, true));
          case Succession.Stay s -> Optional.empty();
          case Succession.Close c -> Optional.empty();
        };
    asked.ifPresent(this::trace);
  }

  private Trace asked(HalfRun running, Optional<String> to, boolean restarts) {
    return new HandOverTrace.Asked(
        home.connectionId(), slot.key(), running.hosted().bundle(), to, restarts);
  }

  /**
   * A half that said and heard nothing, and was soon gone, has not ended the gap before it. One
   * that ran for longer has: its protocol may be a quiet one.
   */
  private void letGo() {
    HalfRun gone = run.orElseThrow();
    gone.letGo();
    run = Optional.empty();
    Optional<Gap> before =
        gap.filter(old -> !gone.hasTalked() && !old.isOverFor(home.wholeGrace()));
    gap = Optional.of(Gap.after(gone.hosted().bundle(), home.runtime().clock(), before));
  }

  private void handedOver(Optional<Snapshot> left) {
    Gap closed = gap.orElseThrow();
    String to = run.orElseThrow().hosted().bundle();
    home.handOvers().handedOver(slot.key().number(), left.isPresent(), to);
    trace(
        new HandOverTrace.HandedOver(
            home.connectionId(),
            slot.key(),
            closed.from(),
            to,
            left.map(Snapshot::point),
            closed.sinceBegin()));
  }

  private void beginGrace(Optional<Snapshot> left) {
    Gap open =
        gap.orElseGet(() -> Gap.after("no bundle", home.runtime().clock(), Optional.empty()));
    gap = Optional.of(open);
    home.trace(
        new HandOverTrace.Parked(
            home.connectionId(),
            slot.key(),
            left.map(Snapshot::point),
            open.beginGrace(
                home.graceOf(slot),
                home.runtime().timers(),
                () -> happensIn(open, new SlotInput.GraceOver(slot.key().direction())))));
  }

  private void watchBytes(Gap open) {
    job.orElseThrow().channel().whenArrived(1, () -> happensIn(open, new SlotInput.BytesArrived()));
  }

  /** It concerns this gap only, and none that comes later. */
  private void happensIn(Gap open, SlotInput input) {
    home.inbox(
        () -> {
          if (gap.filter(now -> now == open).isPresent()) {
            slot.step(input);
          }
        });
  }

  private void handOverFailed(String bundle) {
    home.handOvers().failed(slot.key().number());
    trace(
        new HandOverTrace.Failed(
            home.connectionId(), slot.key(), bundle, run.flatMap(half -> half.view().lastState())));
  }

  private Optional<JobCompletion> takeJob() {
    Optional<JobCompletion> taken = job.map(Job::completion);
    job = Optional.empty();
    return taken;
  }

  private void trace(Trace trace) {
    home.trace(trace);
  }
}
