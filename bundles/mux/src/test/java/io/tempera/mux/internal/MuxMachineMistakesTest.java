package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobEnd;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MuxTrace;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.mux.internal.MuxState.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the exploration is worth: each mistake that is built into the machine is noticed. */
class MuxMachineMistakesTest {
  private static final List<Class<? extends MuxTrace>> SAID =
      List.of(
          MuxTrace.Made.class,
          MuxTrace.Starting.class,
          MuxTrace.Mature.class,
          MuxTrace.StartRequested.class,
          MuxTrace.StartedOnDemand.class,
          MuxTrace.Terminating.class,
          MuxTrace.CleanExit.class,
          MuxTrace.ExceptionExit.class,
          MuxTrace.Stopping.class,
          MuxTrace.Stopped.class,
          MuxTrace.Dead.class);

  private static final List<Class<? extends MuxTrace>> SAID_BEHIND_OTHERS =
      List.of(
          MuxTrace.Starting.class,
          MuxTrace.Mature.class,
          MuxTrace.StartRequested.class,
          MuxTrace.CleanExit.class,
          MuxTrace.ExceptionExit.class,
          MuxTrace.Stopped.class,
          MuxTrace.Dead.class);

  @Test
  void everySeededMistakeIsNoticed() {
    Map<String, UnaryOperator<List<MuxEffect>>> mistakes = new LinkedHashMap<>();
    mistakes.put("a job is not told its end", without(MuxEffect.End.class));
    mistakes.put("a job is told its end twice", twice(MuxEffect.End.class));
    mistakes.put("a job starts twice", twice(MuxEffect.Start.class));
    mistakes.put("a job does not start", without(MuxEffect.Start.class));
    mistakes.put("a running job is not cancelled", without(MuxEffect.Cancel.class));
    mistakes.put("the end comes before the cancel", MuxMachineMistakesTest::endBeforeCancel);
    mistakes.put("a status is not shown", without(MuxEffect.Show.class));
    mistakes.put("shown before it is said", MuxMachineMistakesTest::showFirst);
    mistakes.put("a timer is left", without(MuxEffect.CancelTimer.class));
    mistakes.put("a stop has no limit", without(MuxEffect.SetTimer.class));
    mistakes.put("the bearer is left open", without(MuxEffect.CloseBearer.class));
    mistakes.put("the bearer is closed twice", twice(MuxEffect.CloseBearer.class));
    mistakes.put("nobody hears of the end", without(MuxEffect.Complete.class));
    mistakes.put("everybody hears of the end twice", twice(MuxEffect.Complete.class));
    mistakes.put("nobody sees the end", without(MuxEffect.ShowEnd.class));
    mistakes.put("input goes on after the end", without(MuxEffect.Silence.class));
    mistakes.put("nothing is demultiplexed", without(MuxEffect.Demultiplex.class));
    mistakes.put("a clean end is a shutdown", MuxMachineMistakesTest::neverClean);
    mistakes.put("nobody hears how evenly SDUs came", without(MuxEffect.SampleDelay.class));
    mistakes.put("nobody looks for bytes", without(MuxEffect.WatchData.class));
    for (Class<? extends MuxTrace> trace : SAID) {
      mistakes.put(trace.getSimpleName() + " is not said", withoutSaying(trace));
    }
    for (Class<? extends MuxTrace> trace : SAID_BEHIND_OTHERS) {
      mistakes.put(trace.getSimpleName() + " is said too early", saidFirst(trace));
    }
    MuxMachine machine = new MuxMachine(Exploration.ID);
    mistakes.forEach(
        (name, mistake) -> {
          Exploration.Machine mutant =
              (state, event) -> {
                Step step = machine.step(state, event);
                return new Step(step.state(), mistake.apply(step.effects()), step.refusal());
              };
          assertThat(Exploration.explore(1, mutant).complaint()).as(name).isPresent();
        });
  }

  @Test
  void everySeededWrongStateIsNoticed() {
    MuxMachine machine = new MuxMachine(Exploration.ID);
    Map<String, BinaryOperator<MuxState>> mistakes = new LinkedHashMap<>();
    mistakes.put(
        "a failure does not end it",
        (before, after) -> after.phase() instanceof Phase.Closing ? before : after);
    mistakes.put(
        "the halves are forgotten",
        (before, after) -> new MuxState(after.phase(), HalfStates.EMPTY, after.inputClosed()));
    mistakes.put(
        "a stop ends without draining",
        (before, after) ->
            after.phase() instanceof Phase.Stopping
                ? new MuxState(new Phase.Running(), after.halves(), false)
                : after);
    mistakes.put(
        "a FIN is forgotten",
        (before, after) -> new MuxState(after.phase(), after.halves(), false));
    mistakes.forEach(
        (name, mistake) -> {
          Exploration.Machine mutant =
              (state, event) -> {
                Step step = machine.step(state, event);
                return new Step(mistake.apply(state, step.state()), step.effects(), step.refusal());
              };
          assertThat(Exploration.explore(1, mutant).complaint()).as(name).isPresent();
        });
  }

  @Test
  void everyEventThatIsTakenForAnotherIsNoticed() {
    Map<String, UnaryOperator<MuxEvent>> mistakes = new LinkedHashMap<>();
    mistakes.put("bytes start nobody", data(keys -> List.of()));
    mistakes.put("only the first of a burst starts", data(keys -> keys.subList(0, 1)));
    mistakes.put("bytes for anyone are for everyone", data(keys -> Exploration.ALL));
    mistakes.put("an eager half waits", asked(StartMode.EAGERLY, StartMode.ON_DEMAND));
    mistakes.put("nobody wants any demand", asked(StartMode.ON_DEMAND_ANY, StartMode.ON_DEMAND));
    mistakes.put("everyone wants any", asked(StartMode.ON_DEMAND, StartMode.ON_DEMAND_ANY));
    mistakes.put("nobody changes what he waits for", MuxMachineMistakesTest::changedToTheSame);
    mistakes.put("who waits starts at once", asked(StartMode.ON_DEMAND, StartMode.EAGERLY));
    MuxMachine machine = new MuxMachine(Exploration.ID);
    mistakes.forEach(
        (name, mistake) -> {
          Exploration.Machine mutant = (state, event) -> machine.step(state, mistake.apply(event));
          assertThat(Exploration.explore(1, mutant).complaint()).as(name).isPresent();
        });
  }

  private static UnaryOperator<MuxEvent> data(UnaryOperator<List<ProtocolKey>> mistake) {
    return event ->
        event instanceof MuxEvent.DataArrived(var keys)
            ? new MuxEvent.DataArrived(mistake.apply(keys))
            : event;
  }

  private static MuxEvent changedToTheSame(MuxEvent event) {
    return event instanceof MuxEvent.ChangeStart(var key, var mode)
        ? new MuxEvent.DataArrived(List.of())
        : event;
  }

  private static UnaryOperator<MuxEvent> asked(StartMode from, StartMode to) {
    return event ->
        event instanceof MuxEvent.Ask(var job, var mode) && mode == from
            ? new MuxEvent.Ask(job, to)
            : event;
  }

  private static boolean says(MuxEffect effect, Class<? extends MuxTrace> type) {
    return effect instanceof MuxEffect.Emit(MuxTrace trace) && type.isInstance(trace);
  }

  private static UnaryOperator<List<MuxEffect>> withoutSaying(Class<? extends MuxTrace> type) {
    return effects -> effects.stream().filter(effect -> !says(effect, type)).toList();
  }

  private static UnaryOperator<List<MuxEffect>> saidFirst(Class<? extends MuxTrace> type) {
    return effects ->
        effects.stream()
            .sorted(Comparator.comparing((MuxEffect effect) -> !says(effect, type)))
            .toList();
  }

  private static UnaryOperator<List<MuxEffect>> without(Class<? extends MuxEffect> type) {
    return effects -> effects.stream().filter(effect -> !type.isInstance(effect)).toList();
  }

  private static UnaryOperator<List<MuxEffect>> twice(Class<? extends MuxEffect> type) {
    return effects ->
        effects.stream()
            .flatMap(
                effect -> Collections.nCopies(type.isInstance(effect) ? 2 : 1, effect).stream())
            .toList();
  }

  private static List<MuxEffect> endBeforeCancel(List<MuxEffect> effects) {
    List<MuxEffect> changed = new ArrayList<>(effects);
    for (int i = 0; i + 2 < changed.size(); i++) {
      if (changed.get(i) instanceof MuxEffect.Cancel) {
        Collections.swap(changed, i, i + 2);
      }
    }
    return changed;
  }

  private static List<MuxEffect> showFirst(List<MuxEffect> effects) {
    List<MuxEffect> changed = new ArrayList<>(effects);
    for (int i = 0; i + 1 < changed.size(); i++) {
      boolean said = changed.get(i) instanceof MuxEffect.Emit(MuxTrace.StartedOnDemand trace);
      if (said && changed.get(i + 1) instanceof MuxEffect.Show(var key, JobStatus status)) {
        Collections.swap(changed, i, i + 1);
        i++;
      }
    }
    return changed;
  }

  private static List<MuxEffect> neverClean(List<MuxEffect> effects) {
    return effects.stream()
        .map(
            effect ->
                effect instanceof MuxEffect.End(MuxJob job, JobEnd.Clean clean)
                    ? new MuxEffect.End(
                        job, new JobEnd.Failed(Failure.of(FailureCategory.INTERNAL, "not clean")))
                    : effect)
        .toList();
  }
}
