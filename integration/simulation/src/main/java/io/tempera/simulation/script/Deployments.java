package io.tempera.simulation.script;

import io.tempera.protocol.Temperature;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.simulation.Edition;
import io.tempera.simulation.Ledger;
import io.tempera.simulation.Numbered;
import io.tempera.simulation.NumberedHabits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The versions of {@link Numbered} that one node has, as its operator would deploy and remove them.
 * Nothing here blocks: what a withdrawal waits for, a task of its own waits for.
 */
final class Deployments {
  private static final int AT_ONCE = 2;

  private final TemperaRuntime runtime;
  private final StandaloneHost host;
  private final Ledger ledger;
  private final NumberedHabits habits;
  private final Map<Place, Long> deployed = new ConcurrentHashMap<>();
  private final List<Task> tasks = new CopyOnWriteArrayList<>();

  private record Place(Temperature temperature, int version) {}

  Deployments(TemperaRuntime runtime, StandaloneHost host, Ledger ledger, Duration interval) {
    this.runtime = runtime;
    this.host = host;
    this.ledger = ledger;
    this.habits = new NumberedHabits(runtime.newWait(), interval, AT_ONCE);
  }

  /** Does what a step says. */
  void perform(Step.OfSwaps step) {
    switch (step) {
      case Step.Deploy s -> deploy(new Place(s.temperature(), s.version()));
      case Step.Withdraw s -> {
        Place place = new Place(s.temperature(), s.version());
        start("withdraw " + place, () -> withdraw(place));
      }
      case Step.Replace s ->
          start(
              "replace",
              () -> {
                withdraw(new Place(s.temperature(), s.version()));
                pass(s.gap());
                deploy(new Place(s.temperature(), s.by()));
              });
      case Step.Rank s -> rank(new Place(s.temperature(), s.version()), s.ranking());
      case Step.HoldBack s -> {
        habits.holdBack(false);
        start(
            "hold back",
            () -> {
              pass(s.time());
              habits.release();
            });
      }
    }
  }

  /** What takes time; it may be interrupted. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private void start(String what, Work work) {
    tasks.removeIf(Task::isDone);
    tasks.add(
        runtime
            .tasks()
            .start(
                what,
                () -> {
                  try {
                    work.run();
                  } catch (InterruptedException e) {
                    // The node goes down.
                  }
                }));
  }

  private void pass(Duration time) throws InterruptedException {
    runtime.newWait().until(() -> false, time);
  }

  private Numbered numbered(Place place) {
    return new Numbered(
        Edition.ofScript(place.version()), ledger, habits, runtime.chance());
  }

  private void deploy(Place place) {
    deployed.computeIfAbsent(
        place,
        p ->
            host.publish(
                Edition.ofScript(p.version()).deployment(p.temperature()), numbered(p)));
  }

  private void withdraw(Place place) {
    Optional.ofNullable(deployed.remove(place)).ifPresent(host::withdraw);
  }

  private void rank(Place place, int ranking) {
    Optional.ofNullable(deployed.get(place))
        .ifPresent(
            id ->
                host.change(
                    id,
                    Edition.ofScript(place.version()).deployment(place.temperature(), ranking),
                    numbered(place)));
  }

  /** The node goes down: what would happen later does not. */
  void leave() {
    tasks.forEach(Task::interrupt);
  }
}
