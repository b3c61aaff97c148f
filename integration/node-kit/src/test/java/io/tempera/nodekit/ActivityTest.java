package io.tempera.nodekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ActivityTest {
  private final Activity activity = new Activity();
  private final Activity.Actor actor = new Activity.Actor("actor");
  private final Activity.Resting resting = new Activity.Resting();
  private final Thread test = Thread.currentThread();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns when the test waits for everybody to rest, or has done so. */
  private void untilTheTestWaits() {
    while (test.getState() != Thread.State.TIMED_WAITING && !seen.contains("all rest")) {
      Thread.onSpinWait();
    }
  }

  private void awaitRest() throws InterruptedException {
    activity.awaitRest();
    seen.add("all rest");
  }

  @Test
  void whoeverIsWokenBetweenItsLookAndItsRestLooksAgain() throws InterruptedException {
    CountDownLatch looked = new CountDownLatch(1);
    CountDownLatch woken = new CountDownLatch(1);
    activity.begins(actor);
    Thread thread =
        Thread.ofPlatform()
            .start(
                () ->
                    activity.as(
                        actor,
                        () -> {
                          long wakes = activity.wakes(resting);
                          looked.countDown();
                          await(woken);
                          activity.rests(resting, wakes);
                          untilTheTestWaits();
                          seen.add("looks again");
                        }));
    looked.await();
    activity.wake(resting);
    woken.countDown();
    awaitRest();
    thread.join();
    assertThat(seen).containsExactly("looks again", "all rest");
  }

  /**
   * It rests twice, for a wait looks once more before it parks; the second time may come while it
   * is being interrupted. Then it must be kept until the interrupt is there.
   */
  @Test
  void whoeverIsBeingInterruptedWhenItWantsToRestDoesNot() throws InterruptedException {
    CountDownLatch rested = new CountDownLatch(1);
    AtomicBoolean again = new AtomicBoolean();
    AtomicBoolean restedAgain = new AtomicBoolean();
    activity.begins(actor);
    Thread thread =
        Thread.ofPlatform()
            .start(
                () ->
                    activity.as(
                        actor,
                        () -> {
                          activity.rests(resting, activity.wakes(resting));
                          rested.countDown();
                          while (!again.get()) {
                            Thread.onSpinWait();
                          }
                          activity.rests(resting, 0);
                          restedAgain.set(true);
                          untilTheTestWaits();
                          seen.add("is interrupted");
                        }));
    rested.await();
    activity.interrupts(
        actor,
        () -> {
          again.set(true);
          while (thread.getState() != Thread.State.WAITING && !restedAgain.get()) {
            Thread.onSpinWait();
          }
          thread.interrupt();
        });
    awaitRest();
    thread.join();
    assertThat(seen).containsExactly("is interrupted", "all rest");
  }

  @Test
  void whoeverHasEndedDoesNotBeginAgain() throws InterruptedException {
    activity.begins(actor);
    activity.ends(actor);
    activity.begins(actor);
    activity.interrupts(actor, () -> seen.add("interrupted"));
    awaitRest();
    assertThat(seen).containsExactly("interrupted", "all rest");
  }
}
