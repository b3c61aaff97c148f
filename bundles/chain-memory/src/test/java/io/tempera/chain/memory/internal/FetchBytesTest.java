package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many bytes are on their way and wait, and what large blocks do to the others. */
class FetchBytesTest {
  private final Net net = new Net(1);
  private final Tree tree = new Tree();
  private final List<Block> chain = tree.chain(40);

  @Test
  void bytesOnTheirWayAreBoundedByTheLargestBlockSeen() {
    List<Block> large = new Tree(1_000).chain(100);
    MemoryChain small =
        net.chain(MemorySettings.DEFAULT.withFetch(new FetchLimits(10, 100, 100, 20_000)));
    HeaderFollower headers = small.headers(Link.id(0), () -> {});
    BlockFollower blocks = small.blocks(Link.id(0), () -> {});
    headers.intersected(Point.ORIGIN, Tip.ORIGIN);
    large.forEach(block -> headers.rollForward(block.header().encoded(), Tip.ORIGIN));
    assertThat(blocks.next().orElseThrow().blocks()).isEqualTo(1); // taken for 64 KiB each
    assertThat(blocks.next()).isEmpty();
    blocks.received(large.getFirst().encoded());
    blocks.finished();
    assertThat(blocks.next().orElseThrow().blocks()).isEqualTo(10);
    int fit = 20_000 / large.getFirst().encoded().size();
    assertThat(blocks.next().orElseThrow().blocks()).isEqualTo(fit - 10);
    assertThat(blocks.next()).isEmpty();
  }

  @Test
  void whatWaitsForAForkThatWasGivenUpDoesNotKeepTheNextOneFromComing() {
    MemoryChain small =
        net.chain(MemorySettings.DEFAULT.withFetch(new FetchLimits(10, 100, 100, 2_000)));
    Net.put(small, chain.subList(0, 30));
    HeaderFollower headers = small.headers(Link.id(0), () -> {});
    BlockFollower blocks = small.blocks(Link.id(0), () -> {});
    headers.intersected(chain.get(9).point(), Tip.ORIGIN);
    for (int round = 0; round < 50; round++) {
      headers.rollBackward(chain.get(9).point(), Tip.ORIGIN);
      List<Block> fork = tree.fork(chain, 10, 21);
      fork.subList(10, 31)
          .forEach(block -> headers.rollForward(block.header().encoded(), Tip.ORIGIN));
      for (int given = 10; given < 30; ) {
        int asked = blocks.next().orElseThrow().blocks();
        for (int end = given + asked; given < end && given < 30; given++) {
          assertThat(blocks.received(fork.get(given).encoded())).isEqualTo(Verdict.ACCEPTED);
        }
        blocks.finished();
      }
      // The fork of 20, waiting, and as many bytes of spare ones as may be on their way.
      assertThat(small.status().besideBytes()).isLessThan(20 * 150 + 2_000 + 1_000 + 150);
    }
    assertThat(small.tip()).isEqualTo(chain.get(29).header().tip());
  }

  @Test
  void oneLargeBlockIsForgottenAfterManySmallOnes() {
    List<Block> told = new ArrayList<>(tree.chain(20));
    told.add(new Tree(90_000).after(told.getLast()));
    told.addAll(tree.extend(told, 500).subList(21, 521));
    MemoryChain far =
        net.chain(MemorySettings.DEFAULT.withFetch(new FetchLimits(10, 20, 40, 200_000)));
    HeaderFollower headers = far.headers(Link.id(0), () -> {});
    BlockFollower blocks = far.blocks(Link.id(0), () -> {});
    headers.intersected(Point.ORIGIN, Tip.ORIGIN);
    told.forEach(block -> headers.rollForward(block.header().encoded(), Tip.ORIGIN));
    List<Integer> asked = new ArrayList<>();
    for (int given = 0; given < 300; ) {
      asked.add(blocks.next().orElseThrow().blocks());
      for (int end = given + asked.getLast(); given < end; given++) {
        blocks.received(told.get(given).encoded());
      }
      blocks.finished();
    }
    assertThat(asked).contains(2); // so many large ones fit
    assertThat(asked).endsWith(10, 10);
    blocks.next();
    assertThat(blocks.next().orElseThrow().blocks()).isEqualTo(10); // while ten are on their way
  }

  @Test
  void afterALargeBlockAPeerIsStillAskedWhileAnotherSends() {
    List<Block> large = new Tree(1_000).chain(30);
    MemoryChain shared =
        net.chain(MemorySettings.DEFAULT.withFetch(new FetchLimits(100, 200, 200, 9_000)));
    HeaderFollower one = shared.headers(Link.id(0), () -> {});
    HeaderFollower two = shared.headers(Link.id(1), () -> {});
    BlockFollower first = shared.blocks(Link.id(0), () -> {});
    BlockFollower second = shared.blocks(Link.id(1), () -> {});
    for (HeaderFollower each : List.of(one, two)) {
      each.intersected(Point.ORIGIN, Tip.ORIGIN);
      large.forEach(block -> each.rollForward(block.header().encoded(), Tip.ORIGIN));
    }
    assertThat(first.next().orElseThrow().blocks()).isEqualTo(1);
    assertThat(second.next()).isEmpty(); // taken for 64 KiB, there is room for none more
    first.received(large.getFirst().encoded());
    first.finished();
    int fit = 9_000 / large.getFirst().encoded().size();
    assertThat(first.next().orElseThrow().blocks()).isEqualTo(fit);
    assertThat(second.next()).isEmpty();
    large.subList(1, 3).forEach(block -> first.received(block.encoded()));
    assertThat(first.next()).isEmpty(); // not for two of eight
    // Far less than half a range of a hundred, and nothing is on its way from this one.
    assertThat(second.next().orElseThrow().blocks()).isEqualTo(2);
    large.subList(3, 1 + fit).forEach(block -> first.received(block.encoded()));
    assertThat(first.next().orElseThrow().blocks()).isEqualTo(fit - 2);
  }

  @Test
  void aForkThatHasTooManyBytesBeforeItIsTheLongerOneIsGivenUp() {
    int windowBytes = 20_000;
    int fetchBytes = 5_000;
    MemoryChain small =
        net.chain(
            MemorySettings.DEFAULT
                .withWindow(100, windowBytes)
                .withFetch(new FetchLimits(10, 100, 100, fetchBytes)));
    Net.put(small, chain);
    List<Block> fork = new Tree(1_000).fork(chain, 2, 50);
    List<HeaderFollower> headers = new ArrayList<>();
    for (int peer = 0; peer < 2; peer++) {
      headers.add(small.headers(Link.id(peer), () -> {}));
      headers.get(peer).intersected(chain.get(1).point(), Tip.ORIGIN);
      for (Block block : fork.subList(2, 52)) {
        headers.get(peer).rollForward(block.header().encoded(), Tip.ORIGIN);
      }
    }
    BlockFollower blocks = small.blocks(Link.id(0), () -> {});
    BlockFollower others = small.blocks(Link.id(1), () -> {});
    int given = 2;
    for (var range = blocks.next(); range.isPresent(); range = blocks.next()) {
      for (int end = given + range.get().blocks(); given < end; given++) {
        blocks.received(fork.get(given).encoded());
        long most = windowBytes + fetchBytes + 10 * 1_100;
        assertThat(small.status().besideBytes()).isLessThan(most);
      }
      blocks.finished();
    }
    assertThat(given).isBetween(22, 30);
    assertThat(small.tip()).isEqualTo(chain.getLast().header().tip());
    assertThat(small.status().besideBytes()).isLessThanOrEqualTo(fetchBytes);
    assertThat(others.next()).isEmpty();
    assertThat(small.status().peers())
        .extracting(ChainStatus.Peer::state)
        .containsOnly("its fork has too many bytes");

    // Who leaves it is asked again, and what goes on from our chain is fetched as ever.
    headers.get(1).rollBackward(chain.get(1).point(), Tip.ORIGIN);
    List<Block> honest = tree.extend(chain, 1);
    for (Block block : honest.subList(2, 41)) {
      headers.get(1).rollForward(block.header().encoded(), Tip.ORIGIN);
    }
    assertThat(others.next().orElseThrow().blocks()).isEqualTo(1);
    others.received(honest.getLast().encoded());
    assertThat(small.tip()).isEqualTo(honest.getLast().header().tip());

    // Where our chain is shorter than it was the fork may be worth it.
    assertThat(blocks.next()).isEmpty();
    assertThat(small.rollBack(chain.get(20).point())).isEqualTo(Verdict.ACCEPTED);
    assertThat(blocks.next()).isPresent();
  }
}
