package io.tempera.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RuntimeComponentTest {
  @Test
  void everyPartWorksTogetherAndTheEndLeavesNoThread() throws InterruptedException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (RuntimeComponent runtime = new RuntimeComponent()) {
      long before = runtime.clock().nanos();
      assertThat(runtime.clock().wallTime()).isAfter(Instant.EPOCH);
      assertThat(runtime.chance().below(1)).isZero();
      assertThat(runtime.chance().unsignedShort()).isBetween(0, 65_535);

      Wait wait = runtime.newWait();
      Mailbox<String> mailbox =
          runtime.newMailbox(
              event -> {
                seen.add(event);
                wait.wake();
              });
      runtime
          .tasks()
          .start(
              "test", () -> runtime.timers().after(Duration.ofMillis(1), () -> mailbox.post("a")));
      wait.until(() -> !seen.isEmpty());
      assertThat(wait.until(() -> seen.isEmpty(), Duration.ofMillis(1))).isFalse();
      assertThat(runtime.clock().nanos() - before).isGreaterThanOrEqualTo(2_000_000);
      assertThat(runtime.newWait()).isNotSameAs(wait);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals(SharedTimers.THREAD_NAME));
  }
}
