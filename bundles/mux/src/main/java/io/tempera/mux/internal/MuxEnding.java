package io.tempera.mux.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxTrace;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.internal.HalfState.Draining;
import io.tempera.mux.internal.HalfState.Running;
import io.tempera.mux.internal.MuxState.Phase;
import java.util.List;
import java.util.Optional;

/**
 * How the machine ends: by a stop, which drains; by an error; or because the remote side closed,
 * which is an error only while something runs.
 */
final class MuxEnding {
  private final ConnectionId id;

  MuxEnding(ConnectionId connectionId) {
    this.id = connectionId;
  }

  /** Whether it is ending or has ended. */
  static boolean isOver(MuxState state) {
    return !(state.phase() instanceof Phase.Handshake || state.phase() instanceof Phase.Running);
  }

  /** What to say to whoever wants to run something, when it is too late. */
  Optional<Refusal> refusal(MuxState state) {
    return switch (state.phase()) {
      case Phase.Handshake(var asked) -> Optional.empty();
      case Phase.Running() -> Optional.empty();
      case Phase.Stopping() -> Optional.of(Refusal.ended(id, new MuxEnd.Stopped()));
      case Phase.Closing(var end) -> Optional.of(Refusal.ended(id, end));
      case Phase.Ended(var end) -> Optional.of(Refusal.ended(id, end));
    };
  }

  private static Step same(MuxState state) {
    return new Step(state, List.of(), Optional.empty());
  }

  /** Every job is told at once; only what is queued for sending is waited for. */
  Step stop(MuxState state) {
    if (isOver(state)) {
      return same(state);
    }
    MuxEnd why = new MuxEnd.Stopped();
    return new Transition(state)
        .endGrace()
        .phase(new Phase.Stopping())
        .emit(new MuxTrace.Stopping(id))
        .add(new MuxEffect.Silence(why))
        .endAll(why)
        .add(new MuxEffect.SetTimer(MuxTimer.STOP_DRAIN))
        .add(new MuxEffect.AwaitIdle())
        .step();
  }

  /** Errors while it is stopping change nothing: on the reference nobody looks at them any more. */
  Step broke(MuxState state, MuxError error) {
    return isOver(state) ? same(state) : end(state, new MuxEnd.Failed(error), false);
  }

  Step jobFailed(MuxState state, MuxJob job, Failure failure) {
    // The order is the reference's (network-mux Network.Mux, monitor): the job is told, the status
    // changes, then it is said.
    MuxEnd why = new MuxEnd.Failed(new MuxError.MiniProtocolFailed(job.key(), failure));
    return new Transition(state)
        .endGrace()
        .end(job, new JobEnd.Failed(failure))
        .phase(new Phase.Closing(why))
        .add(new MuxEffect.ShowEnd(why))
        .emit(new MuxTrace.ExceptionExit(id, job.key(), failure.text()))
        .emit(new MuxTrace.Dead(id, why))
        .add(new MuxEffect.Silence(why))
        .endAll(why)
        .add(new MuxEffect.CloseBearer())
        .step();
  }

  Step inputClosed(MuxState state, boolean insideSdu) {
    if (isOver(state) || state.inputClosed()) {
      return same(state);
    }
    return insideSdu
        ? remoteClosed(state, Optional.of("in the middle of an SDU"))
        : new Transition(state).beginGrace().step();
  }

  Step timerFired(MuxState state, MuxTimer timer) {
    return switch (timer) {
      case EOF_GRACE ->
          isOver(state) || !state.inputClosed()
              ? same(state)
              : remoteClosed(state, Optional.empty());
      case STOP_DRAIN -> stopped(state);
    };
  }

  Step egressIdle(MuxState state) {
    return stopped(state);
  }

  private Step stopped(MuxState state) {
    if (!(state.phase() instanceof Phase.Stopping)) {
      return same(state);
    }
    return stopped(state, new Phase.Closing(new MuxEnd.Stopped()))
        .add(new MuxEffect.CloseBearer())
        .step();
  }

  private Transition stopped(MuxState state, Phase next) {
    return new Transition(state)
        .phase(next)
        .add(new MuxEffect.CancelTimer(MuxTimer.STOP_DRAIN))
        .add(new MuxEffect.ShowEnd(new MuxEnd.Stopped()))
        .emit(new MuxTrace.Stopped(id));
  }

  Step bearerClosed(MuxState state, Optional<Failure> failure) {
    return switch (state.phase()) {
      case Phase.Handshake(var asked) -> bearerBroke(state, failure);
      case Phase.Running() -> bearerBroke(state, failure);
      case Phase.Stopping() -> {
        MuxEnd end = new MuxEnd.Stopped();
        yield stopped(state, new Phase.Ended(end)).add(new MuxEffect.Complete(end)).step();
      }
      case Phase.Closing(var end) ->
          new Transition(state).phase(new Phase.Ended(end)).add(new MuxEffect.Complete(end)).step();
      case Phase.Ended(var end) -> same(state);
    };
  }

  private Step bearerBroke(MuxState state, Optional<Failure> failure) {
    Failure why =
        failure.orElseGet(
            () ->
                Failure.of(
                    FailureCategory.SHUTTING_DOWN, "the bearer was closed on this side of it"));
    return end(state, new MuxEnd.Failed(new MuxError.IoError(why)), true);
  }

  /** A close by the remote side is in order when no job was at work (network-mux Network.Mux). */
  private Step remoteClosed(MuxState state, Optional<String> where) {
    boolean inHandshake = state.phase() instanceof Phase.Handshake;
    if (!inHandshake && !anyAtWork(state.halves())) {
      String nothing = where.map(w -> w + ", while nothing ran").orElse("while nothing ran");
      return end(state, new MuxEnd.RemoteClosed(nothing), false);
    }
    String loss =
        where.orElse(inHandshake ? "before the handshake was over" : "while mini-protocols ran");
    return end(state, new MuxEnd.Failed(new MuxError.BearerClosed(loss)), false);
  }

  private static boolean anyAtWork(HalfStates halves) {
    for (ProtocolKey key : halves.keys()) {
      HalfState half = halves.get(key).orElseThrow();
      if (half instanceof Running || half instanceof Draining) {
        return true;
      }
    }
    return false;
  }

  private Step end(MuxState state, MuxEnd end, boolean bearerGone) {
    return new Transition(state)
        .endGrace()
        .phase(bearerGone ? new Phase.Ended(end) : new Phase.Closing(end))
        .add(new MuxEffect.ShowEnd(end))
        .emit(new MuxTrace.Dead(id, end))
        .add(new MuxEffect.Silence(end))
        .endAll(end)
        .add(bearerGone ? new MuxEffect.Complete(end) : new MuxEffect.CloseBearer())
        .step();
  }
}
