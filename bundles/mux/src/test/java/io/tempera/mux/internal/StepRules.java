package io.tempera.mux.internal;

import io.tempera.mux.JobEnd;
import io.tempera.mux.MuxTrace;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.mux.internal.MuxState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who starts, and what is said, in one step: the rules that the inbound governor relies on, told
 * from the state before and the event alone (network-mux Network.Mux, monitor).
 */
final class StepRules {
  private StepRules() {}

  static void check(MuxState before, MuxEvent event, Step step) {
    if (step.refusal().isEmpty()) {
      same("started", starting(before, event), keys(step, StepRules::startedBy));
      same("said", saying(before, event, step), said(step));
      watched(before, event, step);
      asked(before, event, step);
    }
  }

  private static void same(String what, List<?> expected, List<?> actual) {
    if (!expected.equals(actual)) {
      throw new Watcher.Complaint(what + " " + actual + ", and not " + expected);
    }
  }

  private static Stream<ProtocolKey> startedBy(MuxEffect effect) {
    return effect instanceof MuxEffect.Start(var job) ? Stream.of(job.key()) : Stream.of();
  }

  private static List<ProtocolKey> keys(Step step, Function<MuxEffect, Stream<ProtocolKey>> pick) {
    return step.effects().stream().flatMap(pick).toList();
  }

  /** Who waits with a mode, by key. */
  private static List<ProtocolKey> waiting(MuxState state, StartMode mode) {
    return state.halves().keys().stream()
        .filter(
            key ->
                state.halves().get(key).orElseThrow() instanceof HalfState.Waiting(var job, var how)
                    && how == mode)
        .toList();
  }

  /** Who has to start, in order. */
  private static List<ProtocolKey> starting(MuxState before, MuxEvent event) {
    return switch (event) {
      case MuxEvent.Ask(var job, var mode) ->
          before.phase() instanceof Phase.Running && mode == StartMode.EAGERLY
              ? List.of(job.key())
              : List.of();
      case MuxEvent.Run() ->
          before.phase() instanceof Phase.Handshake(var asked)
              ? asked.stream().filter(waiting(before, StartMode.EAGERLY)::contains).toList()
              : List.of();
      case MuxEvent.DataArrived(var keys) ->
          before.phase() instanceof Phase.Running ? demanded(before, keys) : List.of();
      default -> List.of();
    };
  }

  private static List<ProtocolKey> demanded(MuxState before, List<ProtocolKey> keys) {
    List<ProtocolKey> any = waiting(before, StartMode.ON_DEMAND_ANY);
    List<ProtocolKey> own =
        new ArrayList<>(
            waiting(before, StartMode.ON_DEMAND).stream().filter(keys::contains).toList());
    if (!own.isEmpty()) {
      own.addAll(1, any);
      return own;
    }
    return any.stream().anyMatch(keys::contains) ? any : List.of();
  }

  private static List<String> said(Step step) {
    return step.effects().stream().map(StepRules::said).flatMap(Optional::stream).toList();
  }

  private static Optional<String> said(MuxEffect effect) {
    return switch (effect) {
      case MuxEffect.Emit(var trace) -> Optional.of(inShort(trace));
      case MuxEffect.End(var job, JobEnd.Shutdown why) -> Optional.empty();
      case MuxEffect.End(var job, var how) -> Optional.of("told " + job.key());
      case MuxEffect.ShowEnd(var how) -> Optional.of("shown");
      case MuxEffect.SampleDelay() -> Optional.of("sampled");
      default -> Optional.empty();
    };
  }

  private static String inShort(MuxTrace trace) {
    return switch (trace) {
      case MuxTrace.Made(var id, var halves) -> "Made with " + halves;
      case MuxTrace.StartRequested(var id, var key, var mode) -> "StartRequested " + key;
      case MuxTrace.StartedOnDemand(var id, var key) -> "StartedOnDemand " + key;
      case MuxTrace.Terminating(var id, var key) -> "Terminating " + key;
      case MuxTrace.CleanExit(var id, var key) -> "CleanExit " + key;
      case MuxTrace.ExceptionExit(var id, var key, var why) -> "ExceptionExit " + key;
      default -> trace.getClass().getSimpleName();
    };
  }

  /** What has to be said, and where among it a job and everybody see that it is over. */
  private static List<String> saying(MuxState before, MuxEvent event, Step step) {
    List<String> expected = new ArrayList<>();
    switch (event) {
      case MuxEvent.Ask(var job, var mode) -> {
        if (before.phase() instanceof Phase.Running) {
          expected.add("StartRequested " + job.key());
        }
      }
      case MuxEvent.Run() -> {
        if (before.phase() instanceof Phase.Handshake(var asked)) {
          expected.addAll(List.of("Made with " + before.halves().keys(), "Starting", "Mature"));
          asked.forEach(key -> expected.add("StartRequested " + key));
        }
      }
      case MuxEvent.DataArrived(var keys) ->
          starting(before, event).forEach(key -> expected.add("StartedOnDemand " + key));
      case MuxEvent.JobReturned(var job) -> {
        if (is(before, job.key(), HalfState.Running.class)) {
          expected.add("Terminating " + job.key());
        }
      }
      case MuxEvent.EgressDrained(var job) -> {
        if (is(before, job.key(), HalfState.Draining.class)) {
          expected.addAll(List.of("told " + job.key(), "CleanExit " + job.key(), "sampled"));
        }
      }
      case MuxEvent.JobFailed(var job, var why) -> {
        if (is(before, job.key(), HalfState.Running.class)) {
          expected.addAll(
              List.of("told " + job.key(), "shown", "ExceptionExit " + job.key(), "Dead"));
        }
      }
      case MuxEvent.Stop() -> {
        if (!MuxEnding.isOver(before)) {
          expected.add("Stopping");
        }
      }
      default -> expected.addAll(ending(before, step.state()));
    }
    return expected;
  }

  private static boolean is(MuxState state, ProtocolKey key, Class<? extends HalfState> type) {
    return state.halves().get(key).filter(type::isInstance).isPresent();
  }

  private static List<String> ending(MuxState before, MuxState after) {
    boolean wasOver =
        before.phase() instanceof Phase.Closing || before.phase() instanceof Phase.Ended;
    boolean isOver = after.phase() instanceof Phase.Closing || after.phase() instanceof Phase.Ended;
    if (wasOver || !isOver) {
      return List.of();
    }
    return List.of("shown", before.phase() instanceof Phase.Stopping ? "Stopped" : "Dead");
  }

  /** Whoever asks sees what he asked for before anything else happens, and waits as he asked. */
  private static void asked(MuxState before, MuxEvent event, Step step) {
    if (event instanceof MuxEvent.Ask(var job, var mode)) {
      same(
          "shown",
          List.of(new MuxEffect.Show(job.key(), HalfState.shown(mode))),
          step.effects().stream().limit(1).toList());
    } else if (event instanceof MuxEvent.ChangeStart(var key, var mode)) {
      boolean waits =
          waiting(before, StartMode.ON_DEMAND).contains(key)
              || waiting(before, StartMode.ON_DEMAND_ANY).contains(key);
      same("waiting " + key, List.of(waits), List.of(waiting(step.state(), mode).contains(key)));
    }
  }

  /** Whoever comes to wait for bytes is watched, and once it runs those of any demand last. */
  private static void watched(MuxState before, MuxEvent event, Step step) {
    List<ProtocolKey> expected =
        switch (event) {
          case MuxEvent.Ask(var job, var mode) ->
              before.phase() instanceof Phase.Running && mode != StartMode.EAGERLY
                  ? List.of(job.key())
                  : List.of();
          case MuxEvent.Run() ->
              before.phase() instanceof Phase.Handshake
                  ? Stream.of(StartMode.ON_DEMAND, StartMode.ON_DEMAND_ANY)
                      .flatMap(mode -> waiting(before, mode).stream())
                      .toList()
                  : List.of();
          default -> List.of();
        };
    List<ProtocolKey> actual =
        keys(
            step,
            effect ->
                effect instanceof MuxEffect.WatchData(var key) ? Stream.of(key) : Stream.of());
    same("watched", expected, actual);
  }
}
