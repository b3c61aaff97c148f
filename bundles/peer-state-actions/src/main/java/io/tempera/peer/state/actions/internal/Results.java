package io.tempera.peer.state.actions.internal;

import io.tempera.failure.Failure;
import io.tempera.peer.FirstToFinishResult.MiniProtocolError;
import io.tempera.peer.LastToFinishResult;
import io.tempera.protocol.Temperature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * How the initiators of one peer are doing: what all "first to finish" and "last to finish"
 * questions are answered from (ouroboros-network PeerSelection.PeerStateActions, awaitFirstResult
 * and awaitAllResults). Does not change; the order is that of the questions: established, warm,
 * hot, and by ascending number.
 */
record Results(SortedMap<Temperature, SortedMap<Integer, Run>> runs) {
  /** Nothing was started. */
  static final Results NONE = new Results(new TreeMap<>());

  Results {
    SortedMap<Temperature, SortedMap<Integer, Run>> copy = new TreeMap<>();
    runs.forEach((t, byNumber) -> copy.put(t, unmodifiable(byNumber)));
    runs = Collections.unmodifiableSortedMap(copy);
  }

  private static SortedMap<Integer, Run> unmodifiable(SortedMap<Integer, Run> byNumber) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(byNumber));
  }

  /**
   * With initiators of one temperature just started; how others of it ended before is forgotten.
   */
  Results started(Temperature temperature, SortedSet<Integer> numbers) {
    SortedMap<Temperature, SortedMap<Integer, Run>> changed = new TreeMap<>(runs);
    SortedMap<Integer, Run> fresh = new TreeMap<>(of(temperature));
    fresh.values().removeIf(run -> !(run instanceof Run.Running));
    numbers.forEach(n -> fresh.put(n, new Run.Running()));
    changed.put(temperature, fresh);
    return new Results(changed);
  }

  /** With news of one initiator. */
  Results with(Temperature temperature, int number, Run run) {
    SortedMap<Temperature, SortedMap<Integer, Run>> changed = new TreeMap<>(runs);
    SortedMap<Integer, Run> byNumber = new TreeMap<>(of(temperature));
    byNumber.put(number, run);
    changed.put(temperature, byNumber);
    return new Results(changed);
  }

  /** With every initiator that still runs counted as failed. */
  Results failRunning(Failure failure) {
    return map(
        (n, run) -> run instanceof Run.Running ? new Run.Errored(failure, Optional.empty()) : run);
  }

  private Results map(BiFunction<Integer, Run, Run> change) {
    SortedMap<Temperature, SortedMap<Integer, Run>> changed = new TreeMap<>();
    runs.forEach(
        (t, byNumber) -> {
          SortedMap<Integer, Run> copy = new TreeMap<>(byNumber);
          copy.replaceAll(change);
          changed.put(t, copy);
        });
    return new Results(changed);
  }

  /** The initiators of one temperature, by number. */
  SortedMap<Integer, Run> of(Temperature temperature) {
    return runs.getOrDefault(temperature, Collections.emptySortedMap());
  }

  /**
   * How all initiators of one temperature ended; empty while one still runs. None is as good as all
   * (awaitAllResults).
   */
  Optional<LastToFinishResult> awaitAll(Temperature temperature) {
    return haveEnded(of(temperature)) ? Optional.of(last(failures(temperature))) : Optional.empty();
  }

  /** How all initiators ended; empty while one still runs. */
  Optional<LastToFinishResult> awaitAll() {
    for (SortedMap<Integer, Run> byNumber : runs.values()) {
      if (!haveEnded(byNumber)) {
        return Optional.empty();
      }
    }
    return Optional.of(last(failures()));
  }

  private static boolean haveEnded(SortedMap<Integer, Run> byNumber) {
    for (Run run : byNumber.values()) {
      if (run instanceof Run.Running) {
        return false;
      }
    }
    return true;
  }

  private static LastToFinishResult last(SortedMap<Integer, Failure> failures) {
    return failures.isEmpty()
        ? new LastToFinishResult.AllSucceeded()
        : new LastToFinishResult.SomeErrored(failures);
  }

  /** What failed of one temperature, by number. */
  SortedMap<Integer, Failure> failures(Temperature temperature) {
    SortedMap<Integer, Failure> failures = new TreeMap<>();
    of(temperature)
        .forEach(
            (number, run) -> {
              if (run instanceof Run.Errored errored) {
                failures.put(number, errored.failure());
              }
            });
    return failures;
  }

  /** What failed, by number. */
  SortedMap<Integer, Failure> failures() {
    SortedMap<Integer, Failure> failures = new TreeMap<>();
    runs.keySet().forEach(t -> failures.putAll(failures(t)));
    return failures;
  }

  /** Everything that failed: established first, then warm, then hot, each by ascending number. */
  List<MiniProtocolError> errors() {
    List<MiniProtocolError> errors = new ArrayList<>();
    for (Temperature temperature : runs.keySet()) {
      failures(temperature)
          .forEach((number, f) -> errors.add(new MiniProtocolError(temperature, number, f)));
    }
    return errors;
  }

  /** The longest delay that any initiator's end asks for. */
  Optional<Duration> repromoteDelay() {
    return runs.values().stream()
        .flatMap(byNumber -> byNumber.values().stream())
        .flatMap(run -> run.delay().stream())
        .max(Duration::compareTo);
  }
}
