package io.tempera.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimerQueueTest {
  private static final Runnable NOTHING = () -> {};

  private final TimerQueue queue = new TimerQueue();

  @Test
  void theNextIsTheEarliestThatWasNotCancelledAndOfOneMomentTheFirst() {
    PendingAction late = queue.add(3, NOTHING);
    PendingAction gone = queue.add(1, NOTHING);
    PendingAction first = queue.add(2, NOTHING);
    PendingAction second = queue.add(2, NOTHING);
    gone.cancel();
    assertThat(drained()).containsExactly(first, second, late);
  }

  @Test
  void momentsAreComparedAcrossTheEndOfTheRange() {
    PendingAction after = queue.add(Long.MIN_VALUE + 1, NOTHING);
    PendingAction before = queue.add(Long.MAX_VALUE, NOTHING);
    assertThat(drained()).containsExactly(before, after);
  }

  @Test
  void cancelledOnesAreAtTheMostAsManyAsTheOthersAndAFew() {
    Random random = new Random(1);
    List<PendingAction> live = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      PendingAction added = queue.add(random.nextLong(1_000_000), NOTHING);
      if (random.nextInt(100) == 0) {
        live.add(added);
      } else {
        added.cancel();
      }
      assertThat(queue.size()).isLessThanOrEqualTo(2 * live.size() + TimerQueue.LEAST_SWEPT);
    }
    assertThat(queue.pending()).isEqualTo(live.size());
    assertThat(drained()).isSorted().containsExactlyInAnyOrderElementsOf(live);
  }

  private List<PendingAction> drained() {
    List<PendingAction> all = new ArrayList<>();
    queue.skipCancelled();
    while (queue.first() != null) {
      all.add(queue.first());
      queue.removeFirst();
      queue.skipCancelled();
    }
    return all;
  }
}
