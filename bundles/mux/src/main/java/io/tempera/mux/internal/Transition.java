package io.tempera.mux.internal;

import io.tempera.mux.JobEnd;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxTrace;
import io.tempera.mux.ProtocolKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A step while it is being made. */
final class Transition {
  private final List<MuxEffect> effects = new ArrayList<>();
  private MuxState state;
  private Optional<Refusal> refusal = Optional.empty();

  Transition(MuxState state) {
    this.state = state;
  }

  Step step() {
    return new Step(state, List.copyOf(effects), refusal);
  }

  MuxState state() {
    return state;
  }

  /** Nothing happens. */
  Step refuse(Refusal why) {
    refusal = Optional.of(why);
    return step();
  }

  Transition phase(MuxState.Phase phase) {
    state = new MuxState(phase, state.halves(), state.inputClosed());
    return this;
  }

  Transition halves(HalfStates halves) {
    state = new MuxState(state.phase(), halves, state.inputClosed());
    return this;
  }

  Transition half(ProtocolKey key, HalfState half) {
    return halves(state.halves().with(key, half));
  }

  /** The remote side closed its direction: a last while. */
  Transition beginGrace() {
    state = new MuxState(state.phase(), state.halves(), true);
    return add(new MuxEffect.SetTimer(MuxTimer.EOF_GRACE));
  }

  /** The last while, if there was one, is over. */
  Transition endGrace() {
    if (state.inputClosed()) {
      state = new MuxState(state.phase(), state.halves(), false);
      add(new MuxEffect.CancelTimer(MuxTimer.EOF_GRACE));
    }
    return this;
  }

  Transition add(MuxEffect effect) {
    effects.add(effect);
    return this;
  }

  Transition emit(MuxTrace trace) {
    return add(new MuxEffect.Emit(trace));
  }

  /** A job begins. */
  Transition start(MuxJob job) {
    half(job.key(), new HalfState.Running(job));
    add(new MuxEffect.Show(job.key(), JobStatus.RUNNING));
    return add(new MuxEffect.Start(job));
  }

  /** A job is over. */
  Transition end(MuxJob job, JobEnd end) {
    half(job.key(), HalfState.IDLE);
    add(new MuxEffect.Show(job.key(), JobStatus.IDLE));
    return add(new MuxEffect.End(job, end));
  }

  /** Every job is over, because the multiplexer is; those that run are asked first. */
  Transition endAll(MuxEnd why) {
    JobEnd end = new JobEnd.Shutdown(why);
    for (ProtocolKey key : state.halves().keys()) {
      switch (state.halves().get(key).orElseThrow()) {
        case HalfState.Idle() -> {}
        case HalfState.Waiting(MuxJob job, var mode) -> end(job, end);
        case HalfState.Running(MuxJob job) -> {
          add(new MuxEffect.Cancel(job));
          end(job, end);
        }
        case HalfState.Draining(MuxJob job) -> end(job, end);
      }
    }
    return this;
  }
}
