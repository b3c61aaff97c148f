package io.tempera.chain.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.sync.internal.PipelineDecision.Next;
import org.junit.jupiter.api.Test;

final class PipelineDecisionTest {
  private static final int HIGHEST = 5;
  private static final long[] BLOCKS = {0, 1, 2, 3, 4, 5, 6, 7, 8, Long.MAX_VALUE, -2, -1};

  /** The rule as the reference's documentation has it, rising and falling apart. */
  private static Next rule(boolean falling, int low, int high, int n, long own, long peers) {
    if (n == 0) {
      return own == peers ? Next.REQUEST : Next.PIPELINE;
    } else if (falling && n > low) {
      return Next.COLLECT;
    }
    boolean toTheTip = unsigned(own) + n >= unsigned(peers);
    return toTheTip || n >= high ? Next.COLLECT : Next.PIPELINE;
  }

  /** Exact enough: what is compared differs by 2, or is more than a double can tell apart. */
  private static double unsigned(long number) {
    return number >= 0 ? number : number + 0x1p64;
  }

  /** A decision that has come to fall, or not. */
  private static PipelineDecision decision(int low, int high, boolean falling) {
    PipelineDecision decision = new PipelineDecision(low, high);
    if (falling) {
      assertThat(decision.next(high, 0, Long.MAX_VALUE)).isEqualTo(Next.COLLECT);
    }
    return decision;
  }

  @Test
  void everyDecisionIsTheReferences() {
    int checked = 0;
    for (int high = 1; high <= HIGHEST; high++) {
      for (int low = 0; low <= high; low++) {
        for (int outstanding = 0; outstanding <= high; outstanding++) {
          for (boolean falling : new boolean[] {false, true}) {
            checked += check(low, high, outstanding, falling);
          }
        }
      }
    }
    assertThat(checked).isEqualTo(90 * 2 * BLOCKS.length * BLOCKS.length);
  }

  private static int check(int low, int high, int outstanding, boolean falling) {
    int checked = 0;
    for (long own : BLOCKS) {
      for (long peers : BLOCKS) {
        assertThat(decision(low, high, falling).next(outstanding, own, peers))
            .as("%s %s %s %s %s %s", low, high, outstanding, falling, own, peers)
            .isEqualTo(rule(falling, low, high, outstanding, own, peers));
        checked++;
      }
    }
    return checked;
  }

  @Test
  void itRisesToTheHighMarkAndThenFallsToTheLowOneAgainAndAgain() {
    PipelineDecision decision = new PipelineDecision(200, 300);
    long own = 0;
    int outstanding = 0;
    StringBuilder turns = new StringBuilder();
    Next before = Next.PIPELINE;
    for (int i = 0; i < 2_000; i++) {
      Next next = decision.next(outstanding, own, 1_000_000);
      if (next != before) {
        turns.append(outstanding).append(' ');
        before = next;
      }
      outstanding += next == Next.COLLECT ? -1 : 1;
      own += next == Next.COLLECT ? 1 : 0;
    }
    assertThat(turns.toString()).startsWith("300 200 300 200 300 200 300 200 ");
  }

  @Test
  void nearThePeersTipNoMoreIsAskedForThanThereIs() {
    PipelineDecision decision = new PipelineDecision(200, 300);
    assertThat(decision.next(0, 95, 100)).isEqualTo(Next.PIPELINE);
    assertThat(decision.next(4, 95, 100)).isEqualTo(Next.PIPELINE);
    assertThat(decision.next(5, 95, 100)).isEqualTo(Next.COLLECT);
    assertThat(decision.next(1, 99, 100)).isEqualTo(Next.COLLECT);
    assertThat(decision.next(0, 100, 100)).isEqualTo(Next.REQUEST);
    assertThat(decision.next(1, 100, 100)).isEqualTo(Next.COLLECT);
  }

  @Test
  void aPeerThatFellBehindIsAskedToo() {
    PipelineDecision decision = new PipelineDecision(200, 300);
    assertThat(decision.next(0, 100, 90)).isEqualTo(Next.PIPELINE);
    assertThat(decision.next(1, 100, 90)).isEqualTo(Next.COLLECT);
  }

  @Test
  void withAHighMarkOfOneThereIsOneAtATime() {
    for (int low = 0; low <= 1; low++) {
      PipelineDecision decision = new PipelineDecision(low, 1);
      for (int i = 0; i < 10; i++) {
        assertThat(decision.next(0, i, 1_000)).isEqualTo(Next.PIPELINE);
        assertThat(decision.next(1, i, 1_000)).isEqualTo(Next.COLLECT);
      }
    }
  }
}
