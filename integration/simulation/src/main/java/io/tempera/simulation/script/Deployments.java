package io.tempera.simulation.script;

import io.tempera.protocol.Temperature;
import io.tempera.protocol.host.internal.StandaloneHost;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.simulation.Edition;
import io.tempera.simulation.Ledger;
import io.tempera.simulation.Numbered;
import io.tempera.simulation.NumberedHabits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
  private final int division;
  private final Wait left;
  private final Map<Place, Long> deployed = new ConcurrentHashMap<>();
  private volatile boolean leaving;

  private record Place(Temperature temperature, int version) {}

  Deployments(TemperaRuntime runtime, StandaloneHost host, Ledger ledger, ScriptRun.Pace pace) {
    this.runtime = runtime;
    this.host = host;
    this.ledger = ledger;
    this.left = runtime.newWait();
    this.habits = new NumberedHabits(runtime.newWait(), pace.interval(), AT_ONCE);
    this.division = pace.division();
  }

  /** Does what a step says. */
  void perform(Step.OfSwaps step) {
    switch (step) {
      case Step.Deploy s -> deploy(new Place(s.temperature(), s.version()));
      case Step.Withdraw s -> {
        Place place = new Place(s.temperature(), s.version());
        runtime.tasks().start("withdraw " + place, () -> withdraw(place));
      }
      case Step.Replace s -> runtime.tasks().start("replace", () -> replace(s));
      case Step.Rank s -> rank(new Place(s.temperature(), s.version()), s.ranking());
      case Step.HoldBack s -> {
        habits.holdBack(false);
        runtime.tasks().start("hold back", () -> releaseAfter(s.time()));
      }
    }
  }

  private void replace(Step.Replace step) {
    withdraw(new Place(step.temperature(), step.version()));
    if (pass(step.gap())) {
      deploy(new Place(step.temperature(), step.by()));
    }
  }

  private void releaseAfter(Duration time) {
    pass(time);
    habits.release();
  }

  /** Whether the node does not go down meanwhile. */
  private boolean pass(Duration time) {
    try {
      return !left.until(() -> leaving, time.dividedBy(division));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Numbered numbered(Place place) {
    return new Numbered(Edition.ofScript(place.version()), ledger, habits, runtime.chance());
  }

  private void deploy(Place place) {
    deployed.computeIfAbsent(
        place,
        p -> host.publish(Edition.ofScript(p.version()).deployment(p.temperature()), numbered(p)));
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
    leaving = true;
    left.wake();
  }
}
