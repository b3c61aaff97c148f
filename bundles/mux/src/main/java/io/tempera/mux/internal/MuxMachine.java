package io.tempera.mux.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MuxTrace;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.mux.internal.HalfState.Draining;
import io.tempera.mux.internal.HalfState.Idle;
import io.tempera.mux.internal.HalfState.Running;
import io.tempera.mux.internal.HalfState.Waiting;
import io.tempera.mux.internal.MuxState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The life of a multiplexer and of the jobs on it (network-mux Network.Mux, the monitor), without
 * bytes, threads or clocks. {@link MuxState.Phase} and {@link HalfState} show it as pictures;
 * {@link MuxEnding} is the part that leads to the end.
 */
final class MuxMachine {
  private final ConnectionId id;
  private final MuxEnding ending;

  /** The machine of a connection; it has no state of its own. */
  MuxMachine(ConnectionId connectionId) {
    this.id = connectionId;
    this.ending = new MuxEnding(connectionId);
  }

  /** What an event does in a state. */
  Step step(MuxState state, MuxEvent event) {
    return switch (event) {
      case MuxEvent.Register(var key) -> register(state, key);
      case MuxEvent.Withdraw(var key) -> withdraw(state, key);
      case MuxEvent.Ask(var job, var mode) -> ask(state, job, mode);
      case MuxEvent.ChangeStart(var key, var mode) -> changeStart(state, key, mode);
      case MuxEvent.Run() -> run(state);
      case MuxEvent.DataArrived(var keys) -> dataArrived(state, keys);
      case MuxEvent.JobReturned(var job) -> returned(state, job);
      case MuxEvent.EgressDrained(var job) -> drained(state, job);
      case MuxEvent.JobFailed(var job, var failure) ->
          runs(state, job) ? ending.jobFailed(state, job, failure) : same(state);
      case MuxEvent.EgressIdle() -> ending.egressIdle(state);
      case MuxEvent.InputClosed(var insideSdu) -> ending.inputClosed(state, insideSdu);
      case MuxEvent.TimerFired(var timer) -> ending.timerFired(state, timer);
      case MuxEvent.Broke(var error) -> ending.broke(state, error);
      case MuxEvent.BearerClosed(var failure) -> ending.bearerClosed(state, failure);
      case MuxEvent.Stop() -> ending.stop(state);
    };
  }

  private static Step same(MuxState state) {
    return new Step(state, List.of(), Optional.empty());
  }

  private Step register(MuxState state, ProtocolKey key) {
    boolean nothingToDo = MuxEnding.isOver(state) || state.halves().get(key).isPresent();
    return nothingToDo ? same(state) : new Transition(state).half(key, HalfState.IDLE).step();
  }

  private Step withdraw(MuxState state, ProtocolKey key) {
    Optional<HalfState> half = state.halves().get(key);
    if (half.isEmpty()) {
      return same(state);
    }
    Transition transition = new Transition(state);
    return half.get() instanceof Idle
        ? transition.halves(state.halves().without(key)).step()
        : transition.refuse(
            Refusal.wrongState(
                id,
                "mini-protocol " + key + " runs or waits to; withdraw it when its job has ended"));
  }

  private Step ask(MuxState state, MuxJob job, StartMode mode) {
    ProtocolKey key = job.key();
    Transition transition = new Transition(state);
    Optional<Refusal> over = ending.refusal(state);
    if (over.isPresent()) {
      return transition.refuse(over.get());
    }
    Optional<HalfState> half = state.halves().get(key);
    if (half.isEmpty()) {
      return transition.refuse(
          Refusal.wrongState(
              id, "mini-protocol " + key + " is not registered; register it before it is run"));
    }
    if (!(half.get() instanceof Idle)) {
      return transition.refuse(
          Refusal.wrongState(
              id,
              "mini-protocol " + key + " runs or waits to already; wait until its job has ended"));
    }
    transition.half(key, new Waiting(job, mode));
    transition.add(new MuxEffect.Show(key, HalfState.shown(mode)));
    if (state.phase() instanceof Phase.Handshake(List<ProtocolKey> asked)) {
      List<ProtocolKey> longer = new ArrayList<>(asked);
      longer.add(key);
      return transition.phase(new Phase.Handshake(List.copyOf(longer))).step();
    }
    handle(transition, key);
    if (mode != StartMode.EAGERLY) {
      transition.add(new MuxEffect.WatchData(key));
    }
    return transition.step();
  }

  /** No bytes can be there that it should have started with: it watches its own with both modes. */
  private Step changeStart(MuxState state, ProtocolKey key, StartMode mode) {
    return state.halves().get(key).orElse(HalfState.IDLE) instanceof Waiting(MuxJob job, var was)
            && was != StartMode.EAGERLY
            && was != mode
        ? new Transition(state)
            .half(key, new Waiting(job, mode))
            .add(new MuxEffect.Show(key, HalfState.shown(mode)))
            .step()
        : same(state);
  }

  private Step run(MuxState state) {
    if (!(state.phase() instanceof Phase.Handshake(List<ProtocolKey> asked))) {
      return MuxEnding.isOver(state)
          ? same(state)
          : new Transition(state)
              .refuse(Refusal.wrongState(id, "the multiplexer runs already; run it once only"));
    }
    Transition transition =
        new Transition(state)
            .phase(new Phase.Running())
            .emit(new MuxTrace.Made(id, state.halves().keys()))
            .emit(new MuxTrace.Starting(id))
            .emit(new MuxTrace.Mature(id));
    asked.forEach(key -> handle(transition, key));
    // Only when all requests were handled is demand looked at, and of any half last.
    watchAll(transition, StartMode.ON_DEMAND);
    watchAll(transition, StartMode.ON_DEMAND_ANY);
    return transition.add(new MuxEffect.Demultiplex()).step();
  }

  /** The request of a waiting half is looked at: an eager one starts. */
  private void handle(Transition transition, ProtocolKey key) {
    if (transition.state().halves().get(key).orElseThrow()
        instanceof Waiting(MuxJob job, StartMode mode)) {
      transition.emit(new MuxTrace.StartRequested(id, key, mode));
      if (mode == StartMode.EAGERLY) {
        transition.start(job);
      }
    }
  }

  private static void watchAll(Transition transition, StartMode mode) {
    waiting(transition.state(), mode)
        .forEach(job -> transition.add(new MuxEffect.WatchData(job.key())));
  }

  /** The jobs that wait with a mode, by key. */
  private static List<MuxJob> waiting(MuxState state, StartMode wanted) {
    List<MuxJob> jobs = new ArrayList<>();
    for (ProtocolKey key : state.halves().keys()) {
      if (state.halves().get(key).orElseThrow() instanceof Waiting(MuxJob job, StartMode mode)
          && mode == wanted) {
        jobs.add(job);
      }
    }
    return jobs;
  }

  /**
   * An ON_DEMAND half starts for itself; whatever waits with ON_DEMAND_ANY starts with anyone. Of
   * several halves with bytes the ON_DEMAND ones go first, by key (network-mux Network.Mux,
   * monitor): in which order the SDUs of one burst came makes no difference.
   */
  private Step dataArrived(MuxState state, List<ProtocolKey> keys) {
    if (!(state.phase() instanceof Phase.Running)) {
      return same(state);
    }
    Transition transition = new Transition(state);
    for (MuxJob job : waiting(state, StartMode.ON_DEMAND)) {
      if (keys.contains(job.key())) {
        startOnDemand(transition, job);
        startAllOnAnyDemand(transition);
      }
    }
    List<MuxJob> any = waiting(transition.state(), StartMode.ON_DEMAND_ANY);
    if (any.stream().anyMatch(job -> keys.contains(job.key()))) {
      startAllOnAnyDemand(transition);
    }
    return transition.step();
  }

  private void startAllOnAnyDemand(Transition transition) {
    waiting(transition.state(), StartMode.ON_DEMAND_ANY)
        .forEach(job -> startOnDemand(transition, job));
  }

  private void startOnDemand(Transition transition, MuxJob job) {
    // Said before it is shown as running (network-mux Network.Mux, monitor).
    transition.emit(new MuxTrace.StartedOnDemand(id, job.key())).start(job);
  }

  private static boolean runs(MuxState state, MuxJob job) {
    return state.halves().get(job.key()).orElse(HalfState.IDLE) instanceof Running(MuxJob running)
        && running.equals(job);
  }

  private Step returned(MuxState state, MuxJob job) {
    if (!runs(state, job)) {
      return same(state);
    }
    return new Transition(state)
        .half(job.key(), new Draining(job))
        .emit(new MuxTrace.Terminating(id, job.key()))
        .add(new MuxEffect.AwaitDrain(job))
        .step();
  }

  private Step drained(MuxState state, MuxJob job) {
    if (!(state.halves().get(job.key()).orElse(HalfState.IDLE) instanceof Draining(MuxJob draining))
        || !draining.equals(job)) {
      return same(state);
    }
    return new Transition(state)
        .end(job, new JobEnd.Clean())
        .emit(new MuxTrace.CleanExit(id, job.key()))
        .add(new MuxEffect.SampleDelay())
        .step();
  }
}
