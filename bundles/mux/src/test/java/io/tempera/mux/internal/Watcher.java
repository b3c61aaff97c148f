package io.tempera.mux.internal;

import io.tempera.mux.JobEnd;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxTrace;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.internal.MuxState.Phase;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What somebody knows who sees only events and effects, and what he would complain about. Two
 * watchers that know the same are equal.
 */
final class Watcher {
  /** Where a job is, by what was told. */
  enum Life {
    ASKED,
    STARTED,
    RETURNED,
    CANCELLED
  }

  /** Something that must never happen. */
  static final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Complaint(String message) {
      super(message);
    }
  }

  private final Map<ProtocolKey, Life> jobs = new TreeMap<>();
  private final Map<ProtocolKey, JobStatus> shown = new TreeMap<>();
  private final Set<MuxTimer> timers = EnumSet.noneOf(MuxTimer.class);
  private boolean demultiplexing;
  private boolean silent;
  private boolean closed;
  private boolean completed;
  private Optional<MuxEnd> end = Optional.empty();

  /** The same knowledge, to go on from. */
  Watcher copy() {
    Watcher copy = new Watcher();
    copy.jobs.putAll(jobs);
    copy.shown.putAll(shown);
    copy.timers.addAll(timers);
    copy.demultiplexing = demultiplexing;
    copy.silent = silent;
    copy.closed = closed;
    copy.completed = completed;
    copy.end = end;
    return copy;
  }

  /** Sees one step. */
  void see(MuxState before, MuxEvent event, Step step) {
    if (step.refusal().isPresent()) {
      require(step.effects().isEmpty(), "effects of a refused event");
      require(step.state().equals(before), "a refused event changed the state");
      return;
    }
    require(!completed || step.effects().isEmpty(), "effects after the end");
    seeEvent(event);
    StepRules.check(before, event, step);
    ProtocolKey announced = null;
    for (MuxEffect effect : step.effects()) {
      require(!completed, "an effect behind the last");
      if (effect instanceof MuxEffect.Show(var key, var status)
          && status == JobStatus.RUNNING
          && event instanceof MuxEvent.DataArrived) {
        require(key.equals(announced), "shown running before it was said to start");
      }
      if (effect instanceof MuxEffect.Emit(MuxTrace.StartedOnDemand(var id, var key))) {
        announced = key;
      }
      seeEffect(effect);
    }
    compare(before.phase(), step.state());
  }

  private void seeEvent(MuxEvent event) {
    switch (event) {
      case MuxEvent.Ask(var job, var mode) ->
          require(jobs.put(job.key(), Life.ASKED) == null, "a second job was accepted");
      case MuxEvent.JobReturned(var job) -> jobs.replace(job.key(), Life.STARTED, Life.RETURNED);
      case MuxEvent.TimerFired(var timer) -> timers.remove(timer);
      case MuxEvent.BearerClosed(var failure) -> closed = true;
      case MuxEvent.Register(var key) -> {
        if (!silent) {
          shown.putIfAbsent(key, JobStatus.IDLE);
        }
      }
      case MuxEvent.Withdraw(var key) -> shown.remove(key);
      default -> {}
    }
  }

  private void seeEffect(MuxEffect effect) {
    switch (effect) {
      case MuxEffect.Show(var key, var status) -> shown.put(key, status);
      case MuxEffect.Start(var job) -> {
        require(!silent, "a start after the end of the input");
        require(
            jobs.replace(job.key(), Life.ASKED, Life.STARTED), "a start of what was not asked for");
        require(shown.get(job.key()) == JobStatus.RUNNING, "a start of what is not shown running");
      }
      case MuxEffect.Cancel(var job) ->
          require(
              jobs.replace(job.key(), Life.STARTED, Life.CANCELLED), "a cancel of what runs not");
      case MuxEffect.End(var job, var how) -> seeEnd(job.key(), how);
      case MuxEffect.AwaitDrain(var job) ->
          require(jobs.get(job.key()) == Life.RETURNED, "a drain of what has not returned");
      case MuxEffect.SetTimer(var timer) -> {
        require(timers.isEmpty(), "two timers at a time");
        timers.add(timer);
      }
      case MuxEffect.CancelTimer(var timer) -> timers.remove(timer);
      case MuxEffect.Demultiplex() -> {
        require(!demultiplexing, "demultiplexing began twice");
        require(!silent, "demultiplexing began after the end");
        demultiplexing = true;
      }
      case MuxEffect.Silence(var why) -> {
        require(!silent, "silent twice");
        silent = true;
      }
      case MuxEffect.ShowEnd(var how) -> {
        require(end.isEmpty(), "shown as ended twice");
        end = Optional.of(how);
      }
      case MuxEffect.CloseBearer() -> {
        require(!closed, "closed twice");
        closed = true;
      }
      case MuxEffect.Complete(var how) -> {
        require(end.equals(Optional.of(how)), "completed otherwise than shown");
        require(jobs.isEmpty(), "completed before every job was told: " + jobs);
        completed = true;
      }
      default -> {}
    }
  }

  private void seeEnd(ProtocolKey key, JobEnd how) {
    Life life = jobs.remove(key);
    boolean fits =
        switch (how) {
          case JobEnd.Clean() -> life == Life.RETURNED;
          case JobEnd.Failed(var failure) -> life == Life.STARTED;
          case JobEnd.Shutdown(var why) -> life != null && life != Life.STARTED;
        };
    require(fits, "the end " + how + " of a job that was " + life);
    require(shown.get(key) == JobStatus.IDLE, "an end of what is not shown idle");
  }

  private void compare(Phase before, MuxState after) {
    require(isLegal(before, after.phase()), "from " + before + " to " + after.phase());
    boolean over = MuxEnding.isOver(after);
    require(over == silent, "silent exactly when it is over");
    require(!over || jobs.isEmpty(), "a job outlives the multiplexer: " + jobs);
    require(
        demultiplexing || after.phase() instanceof Phase.Handshake || over,
        "running without demultiplexing");
    require(after.phase() instanceof Phase.Ended == completed, "completed exactly at the end");
    require(
        closed || !(after.phase() instanceof Phase.Closing || after.phase() instanceof Phase.Ended),
        "over, and nobody closed the bearer");
    require(
        timers.contains(MuxTimer.STOP_DRAIN) || !(after.phase() instanceof Phase.Stopping),
        "stopping without a limit");
    require(
        timers.contains(MuxTimer.EOF_GRACE) == after.inputClosed(), "grace exactly after a FIN");
    require(
        !(after.phase() instanceof Phase.Closing || after.phase() instanceof Phase.Ended)
            || timers.isEmpty(),
        "a timer is left");
    Map<ProtocolKey, JobStatus> actual = new TreeMap<>();
    after
        .halves()
        .keys()
        .forEach(key -> actual.put(key, statusOf(after.halves().get(key).orElseThrow())));
    require(shown.equals(actual), "shown " + shown + ", but is " + actual);
  }

  private static JobStatus statusOf(HalfState half) {
    return switch (half) {
      case HalfState.Idle() -> JobStatus.IDLE;
      case HalfState.Waiting(var job, var mode) -> HalfState.shown(mode);
      case HalfState.Running(var job) -> JobStatus.RUNNING;
      case HalfState.Draining(var job) -> JobStatus.RUNNING;
    };
  }

  private static boolean isLegal(Phase from, Phase to) {
    return switch (from) {
      case Phase.Handshake(var asked) -> true;
      case Phase.Running() -> !(to instanceof Phase.Handshake);
      case Phase.Stopping() -> !(to instanceof Phase.Handshake || to instanceof Phase.Running);
      case Phase.Closing(var how) -> to.equals(from) || to.equals(new Phase.Ended(how));
      case Phase.Ended(var how) -> to.equals(from);
    };
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new Complaint(complaint);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Watcher that && facts().equals(that.facts());
  }

  @Override
  public int hashCode() {
    return facts().hashCode();
  }

  private List<Object> facts() {
    return List.of(jobs, shown, timers, demultiplexing, silent, closed, completed, end);
  }
}
