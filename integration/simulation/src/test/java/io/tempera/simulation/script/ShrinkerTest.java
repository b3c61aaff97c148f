package io.tempera.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ShrinkerTest {
  private static final Script WHOLE = ScriptMaker.script(5);

  @Test
  void onlyTheStepsRemainWithoutWhichItWouldNotFail() {
    List<Integer> needed = List.of(WHOLE.places().get(1), WHOLE.places().getLast());
    Script least = Shrinker.shrink(WHOLE, s -> s.places().containsAll(needed), 1_000);
    assertThat(least.places()).isEqualTo(needed);
  }

  @Test
  void whatRemainsHappensWhenItWouldHaveHappened() {
    Script least = WHOLE.keeping(List.of(WHOLE.places().getLast()));
    assertThat(least.steps()).hasSize(1);
    assertThat(least.steps().getFirst().delay())
        .isEqualTo(
            WHOLE.steps().stream().map(Script.Timed::delay).reduce(Duration.ZERO, Duration::plus));
    assertThat(least.seed()).isEqualTo(WHOLE.seed());
  }

  @Test
  void itStopsAfterAsManyRunsAsItMay() {
    AtomicInteger runs = new AtomicInteger();
    Shrinker.shrink(WHOLE, s -> runs.incrementAndGet() < 0, 7);
    assertThat(runs).hasValue(7);
  }

  @Test
  void aSeedGivesTheSameScriptEachTimeAndAnotherSeedAnotherOne() {
    assertThat(ScriptMaker.script(5)).isEqualTo(WHOLE);
    assertThat(ScriptMaker.script(6).steps()).isNotEqualTo(WHOLE.steps());
  }
}
