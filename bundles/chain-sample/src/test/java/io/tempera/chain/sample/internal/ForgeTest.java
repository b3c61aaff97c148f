package io.tempera.chain.sample.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.Point;
import io.tempera.chain.Verdict;
import io.tempera.chain.sample.BlockShape;
import io.tempera.chain.sample.MadeUpChain;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the forge does, block by block. */
final class ForgeTest {
  private final FakeFeed feed = new FakeFeed();

  @Test
  void theChainIsTheOneThatAnybodyMakesOfTheSeed() {
    Forge forge = forge(0, 1, 0);
    for (int i = 0; i < 20; i++) {
      assertThat(forge.forge()).isEqualTo(Verdict.ACCEPTED);
    }
    assertThat(feed.blocks).isEqualTo(MadeUpChain.of(5).blocks(20).toList());
    assertThat(forge.isDone()).isFalse();
  }

  @Test
  void whereTheChainGoesBackItBecomesOneBlockLongerAllTheSame() {
    Forge forge = forge(4, 3, 0);
    for (int i = 1; i <= 12; i++) {
      assertThat(forge.forge()).isEqualTo(Verdict.ACCEPTED);
      assertThat(feed.blocks).hasSize(i);
    }
    List<Block> first = MadeUpChain.of(5).blocks(3).toList();
    // At the fourth block there were three: all of them are lost.
    assertThat(feed.rollbacks.getFirst()).isEqualTo(Point.ORIGIN);
    assertThat(feed.blocks).doesNotContainAnyElementsOf(first);
    assertThat(feed.rollbacks).hasSize(3);
    // At the eighth one there were seven: the last three are lost.
    assertThat(feed.rollbacks.get(1)).isEqualTo(feed.blocks.get(3).point());
    assertThat(feed.rollbacks.get(2)).isEqualTo(feed.blocks.get(7).point());
  }

  @Test
  void whatOthersDoToTheChainIsTakenAsItComes() {
    Forge forge = forge(3, 5, 0);
    forge.forge();
    forge.forge();
    feed.blocks.clear();
    MadeUpChain.of(99).blocks(10).forEach(feed.blocks::add);
    Point theirs = feed.tip().point();
    assertThat(forge.forge()).isEqualTo(Verdict.ACCEPTED);
    assertThat(feed.rollbacks).as("blocks of others are not taken back").isEmpty();
    assertThat(feed.blocks.get(9).point()).isEqualTo(theirs);
    assertThat(feed.blocks).hasSize(11);
  }

  @Test
  void onlyWhatIsMissingIsFilledUpAndItIsNoForging() {
    MadeUpChain.of(5).blocks(4).forEach(feed.blocks::add);
    Forge forge =
        new Forge(feed, new ForgeSettings(5, 10, Duration.ZERO, BlockShape.SMALL, 0, 1, 1));
    while (!forge.isFilled()) {
      assertThat(forge.fill()).isEqualTo(Verdict.ACCEPTED);
    }
    assertThat(feed.blocks).isEqualTo(MadeUpChain.of(5).blocks(10).toList());
    assertThat(forge.isDone()).isFalse();
    forge.forge();
    assertThat(forge.isDone()).isTrue();
  }

  @Test
  void aRefusedBlockIsSaidAndChangesNothing() {
    Forge forge = forge(2, 1, 0);
    forge.forge();
    feed.full = true;
    assertThat(forge.forge())
        .as("a branch of which nothing is taken")
        .isInstanceOf(Verdict.Invalid.class);
    assertThat(feed.blocks).isEmpty();
    assertThat(forge.forge()).isInstanceOf(Verdict.Invalid.class);
    feed.full = false;
    assertThat(forge.forge()).isEqualTo(Verdict.ACCEPTED);
    assertThat(feed.blocks).hasSize(1);
  }

  private Forge forge(int rollbackEvery, int rollbackBlocks, int stopAfter) {
    return new Forge(
        feed,
        new ForgeSettings(
            5, 0, Duration.ZERO, BlockShape.SMALL, rollbackEvery, rollbackBlocks, stopAfter));
  }
}
