package io.tempera.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.runtime.Timer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a task that holds its loop has to go, and for how long. */
final class CarriedTaskTest {
  private static final Timer NEVER = () -> true;

  private final CarriedTask task =
      new CarriedTask(
          "task",
          new LoopCarrier(
              onLoop -> {},
              elsewhere -> {},
              new CarrierParts(
                  new SystemClock(),
                  (delay, action) -> NEVER,
                  new TracerComponent(),
                  () -> LoopSettings.ON)));

  @BeforeEach
  void begin() {
    task.execute(() -> {});
  }

  private Optional<Duration> holdAfter(int runs) {
    for (int i = 0; i < runs; i++) {
      task.run();
    }
    return task.held(0);
  }

  @Test
  void theFirstHoldIsForgivenAndEachAfterItTakesTheTaskAwayForTwiceAsLong() {
    assertThat(holdAfter(1)).isEmpty();
    assertThat(holdAfter(1)).contains(CarriedTask.FIRST_ABSENCE);
    assertThat(holdAfter(CarriedTask.GOOD_RUNS))
        .contains(CarriedTask.FIRST_ABSENCE.multipliedBy(2));
    for (int i = 0; i < 20; i++) {
      holdAfter(1);
    }
    assertThat(holdAfter(1)).contains(CarriedTask.LONGEST_ABSENCE);
  }

  @Test
  void whatIsLongAgoIsForgotten() {
    holdAfter(1);
    holdAfter(1);
    holdAfter(1);
    assertThat(holdAfter(CarriedTask.GOOD_RUNS + 1)).isEmpty();
    assertThat(holdAfter(1)).contains(CarriedTask.FIRST_ABSENCE);
  }
}
