package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final long SHORTEST = Duration.ofSeconds(30).toNanos();

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final List<Duration> missed = new ArrayList<>();
  private final Deadline deadline =
      new Deadline(runtime, Runnable::run, () -> missed.add(runtime.elapsed()));

  @AfterEach
  void nothingIsLeft() {
    deadline.close();
    runtime.assertNothingLeft();
  }

  private void set(int times) {
    deadline.set(runtime.nowNanos(), times * SHORTEST, SHORTEST);
  }

  private void advance(int seconds) {
    runtime.advance(Duration.ofSeconds(seconds));
  }

  @Test
  void itIsMissedAtItsTimeAndOnce() {
    set(4);
    advance(500);
    assertThat(missed).containsExactly(Duration.ofSeconds(120));
    assertThat(deadline.isSet()).isFalse();
  }

  @Test
  void oneThatMovesIsMissedAtItsLastTime() {
    for (int i = 0; i < 10; i++) {
      set(1);
      advance(29);
    }
    advance(100);
    assertThat(missed).containsExactly(Duration.ofSeconds(9 * 29 + 30));
  }

  @Test
  void oneThatIsClearedIsNotMissed() {
    set(1);
    deadline.clear();
    advance(100);
    assertThat(missed).isEmpty();
  }

  @Test
  void aShortOneBehindALongOneThatWasKeptIsMissedAtItsTime() {
    set(100);
    advance(31);
    deadline.clear();
    set(1);
    advance(3_000);
    assertThat(missed).containsExactly(Duration.ofSeconds(61));
  }
}
