package io.tempera.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.runtime.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TrampolineMailboxTest {
  private final List<String> seen = new ArrayList<>();
  private final List<String> reports = new ArrayList<>();

  private Mailbox<String> mailbox;

  @Test
  void aPostToAnIdleMailboxIsHandledBeforeItReturns() {
    mailbox = new TrampolineMailbox<>(seen::add, this::report);
    mailbox.post("a");
    assertThat(seen).containsExactly("a");
  }

  @Test
  void whatAHandlerPostsToItsOwnMailboxComesAfterwardsAndInOrder() {
    mailbox =
        new TrampolineMailbox<>(
            event -> {
              seen.add(event + " begins");
              if (event.length() < 3) {
                mailbox.post(event + "1");
                mailbox.post(event + "2");
              }
              seen.add(event + " ends");
            },
            this::report);
    mailbox.post("aa");
    mailbox.post("b");
    assertThat(seen)
        .containsExactly(
            "aa begins",
            "aa ends",
            "aa1 begins",
            "aa1 ends",
            "aa2 begins",
            "aa2 ends",
            "b begins",
            "b ends",
            "b1 begins",
            "b1 ends",
            "b2 begins",
            "b2 ends",
            "b11 begins",
            "b11 ends",
            "b12 begins",
            "b12 ends",
            "b21 begins",
            "b21 ends",
            "b22 begins",
            "b22 ends");
  }

  @Test
  void anEventThatMakesTheHandlerThrowIsReportedAndTheNextOneHandled() {
    mailbox =
        new TrampolineMailbox<>(
            event -> {
              if (event.equals("bad")) {
                mailbox.post("after");
                throw new IllegalStateException("no");
              }
              seen.add(event);
            },
            this::report);
    mailbox.post("bad");
    mailbox.post("good");
    assertThat(seen).containsExactly("after", "good");
    assertThat(reports).singleElement().asString().contains("java.lang.String").endsWith("no");
  }

  @Test
  void manyPostersAreHandledOneAtATimeEachInItsOrder() throws InterruptedException {
    int posters = 8;
    int each = 5_000;
    int[] last = new int[posters];
    int[] handled = {0}; // plain on purpose: only one handler may be at it, and each sees the last
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(posters * each);
    Mailbox<int[]> shared =
        new TrampolineMailbox<>(
            event -> {
              if (inside.incrementAndGet() != 1 || event[1] != last[event[0]] + 1) {
                wrong.incrementAndGet();
              }
              last[event[0]] = event[1];
              handled[0]++;
              inside.decrementAndGet();
              done.countDown();
            },
            this::report);
    for (int p = 0; p < posters; p++) {
      int poster = p;
      Thread.startVirtualThread(
          () -> {
            for (int i = 1; i <= each; i++) {
              shared.post(new int[] {poster, i});
            }
          });
    }
    done.await();
    assertThat(wrong).hasValue(0);
    assertThat(handled[0]).isEqualTo(posters * each);
    assertThat(reports).isEmpty();
  }

  private void report(String where, Throwable thrown) {
    reports.add(where + ": " + thrown.getMessage());
  }
}
