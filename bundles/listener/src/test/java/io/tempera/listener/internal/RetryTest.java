package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.FailureCategory;
import org.junit.jupiter.api.Test;

/** How long the door waits after a failed accept. */
final class RetryTest {
  private final Retry retry = new Retry();

  private long millis(FailureCategory category) {
    return retry.after(category, Pauses.USUAL).toMillis();
  }

  @Test
  void aRemoteSideThatIsGoneCostsTheSamePauseEachTime() {
    for (int i = 0; i < 10; i++) {
      assertThat(millis(FailureCategory.REMOTE_CLOSED)).isEqualTo(500);
    }
  }

  @Test
  void aMachineThatCannotIsAskedLessAndLessOften() {
    long[] wanted = {500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000};
    for (long wait : wanted) {
      assertThat(millis(FailureCategory.LIMIT)).isEqualTo(wait);
    }
    assertThat(millis(FailureCategory.INTERNAL)).isEqualTo(10_000);
    assertThat(millis(FailureCategory.REMOTE_CLOSED)).isEqualTo(500);
    assertThat(millis(FailureCategory.LIMIT)).isEqualTo(10_000);
  }

  @Test
  void onceOneWasAcceptedItBeginsAnew() {
    millis(FailureCategory.LIMIT);
    millis(FailureCategory.LIMIT);

    retry.succeeded();

    assertThat(millis(FailureCategory.LIMIT)).isEqualTo(500);
  }
}
