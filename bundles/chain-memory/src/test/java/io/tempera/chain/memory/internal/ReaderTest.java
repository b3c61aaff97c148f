package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.chain.Block;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainChange.RollBackward;
import io.tempera.chain.ChainChange.RollForward;
import io.tempera.chain.ChainReader;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import io.tempera.failure.FailureCategory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReaderTest {
  private final Net net = new Net(1);
  private final Tree tree = new Tree();
  private final List<Block> blocks = tree.chain(20);
  private final List<String> news = new ArrayList<>();

  private static RollForward forward(Block block, Tip tip) {
    return new RollForward(block.header().encoded(), tip);
  }

  private static Tip tip(List<Block> chain) {
    return chain.getLast().header().tip();
  }

  private ChainReader reader(MemoryChain chain) {
    return chain.reader(ReadPosition.START, () -> news.add("news"));
  }

  @Test
  void beginsWithARollbackAndGoesOnHeaderByHeader() {
    MemoryChain chain = net.chain(blocks.subList(0, 2));
    Tip tip = tip(blocks.subList(0, 2));
    ChainReader reader = reader(chain);
    assertThat(reader.next()).contains(new RollBackward(Point.ORIGIN, tip));
    assertThat(reader.next()).contains(forward(blocks.get(0), tip));
    assertThat(reader.next()).contains(forward(blocks.get(1), tip));
    assertThat(reader.next()).isEmpty();
    assertThat(reader.tip()).isEqualTo(tip);
    Net.put(chain, blocks.subList(2, 4));
    assertThat(news).containsExactly("news");
  }

  @Test
  void goesToTheFirstPointThatIsThere() {
    MemoryChain chain = net.chain(blocks);
    ChainReader reader = reader(chain);
    Point elsewhere = tree.fork(blocks, 3, 4).getLast().point();
    assertThat(reader.intersect(List.of(elsewhere))).isEmpty();
    assertThat(reader.next()).contains(new RollBackward(Point.ORIGIN, tip(blocks)));
    assertThat(reader.intersect(List.of(elsewhere, blocks.get(4).point(), Point.ORIGIN)))
        .contains(blocks.get(4).point());
    assertThat(reader.next()).contains(new RollBackward(blocks.get(4).point(), tip(blocks)));
    assertThat(reader.next()).contains(forward(blocks.get(5), tip(blocks)));
  }

  @Test
  void aRollbackBelowItsPlaceIsToldNextAndOneAboveItIsNot() {
    MemoryChain chain = net.chain(blocks);
    ChainReader low = reader(chain);
    ChainReader high = reader(chain);
    low.intersect(List.of(blocks.get(9).point()));
    high.intersect(List.of(blocks.get(15).point()));
    low.next();
    high.next();
    chain.rollBack(blocks.get(12).point());
    chain.rollBack(blocks.get(10).point());
    List<Block> fork = tree.fork(blocks, 11, 3);
    Net.put(chain, fork.subList(11, 14));
    assertThat(low.next()).contains(forward(blocks.get(10), tip(fork)));
    assertThat(high.next()).contains(new RollBackward(blocks.get(10).point(), tip(fork)));
    assertThat(high.next()).contains(forward(fork.get(11), tip(fork)));
  }

  @Test
  void anotherOneGoesOnWhereItStood() {
    MemoryChain chain = net.chain(blocks);
    ChainReader reader = reader(chain);
    reader.intersect(List.of(blocks.get(9).point()));
    ReadPosition before = reader.position();
    assertThat(before.rollBack()).isTrue();
    assertThat(chain.reader(before, () -> {}).next())
        .contains(new RollBackward(blocks.get(9).point(), tip(blocks)));
    reader.next();
    ReadPosition after = reader.position();
    assertThat(chain.reader(after, () -> {}).next()).contains(forward(blocks.get(10), tip(blocks)));
    chain.rollBack(blocks.get(3).point());
    Tip tip = blocks.get(3).header().tip();
    ChainReader late = chain.reader(after, () -> {});
    assertThat(after.points()).contains(blocks.get(1).point());
    assertThat(late.next()).contains(new RollBackward(blocks.get(1).point(), tip));
    assertThat(late.next()).contains(forward(blocks.get(2), tip));
  }

  @Test
  void oneWhosePointsAreAllGoneBeginsAtTheOriginIfThatIsThere() {
    MemoryChain chain = net.chain(blocks);
    ReadPosition lost = new ReadPosition(false, List.of(tree.fork(blocks, 3, 4).getLast().point()));
    assertThat(chain.reader(lost, () -> {}).next())
        .contains(new RollBackward(Point.ORIGIN, tip(blocks)));
  }

  @Test
  void onlyThoseAtTheTipAreTold() {
    MemoryChain chain = net.chain(blocks.subList(0, 10));
    for (int count = 0; count < 1_000; count++) {
      reader(chain).next(); // has told the origin, and not all of the rest
    }
    ChainReader atTip = reader(chain);
    atTip.intersect(List.of(blocks.get(9).point()));
    atTip.next();
    assertThat(atTip.next()).isEmpty();
    assertThat(chain.status().readers()).isEqualTo(1_001);
    assertThat(chain.status().atTip()).isEqualTo(1);
    Net.put(chain, blocks.subList(10, 12));
    assertThat(news).hasSize(1);
    atTip.close();
    atTip.close();
    assertThat(atTip.next()).isEmpty();
    assertThat(chain.status().readers()).isEqualTo(1_000);
    assertThat(chain.status().atTip()).isZero();
  }

  @Test
  void aPlaceThatWasDroppedIsRefusedWithTheLimitsNameUntilAnotherIsFound() {
    MemoryChain chain = net.chain(MemorySettings.DEFAULT.withWindow(5, 1 << 20));
    Net.put(chain, blocks.subList(0, 3));
    ChainReader reader = reader(chain);
    reader.intersect(List.of(blocks.get(1).point()));
    reader.next();
    Net.put(chain, blocks.subList(3, 20));
    assertThatThrownBy(reader::next)
        .isInstanceOfSatisfying(
            PlaceDropped.class,
            dropped -> assertThat(dropped.failure().category()).isEqualTo(FailureCategory.LIMIT))
        .hasMessageContaining("is at " + blocks.get(1).point())
        .hasMessageContaining("window.blocks 5");
    assertThat(reader.position().points()).containsExactly(blocks.get(1).point());
    assertThatThrownBy(reader(chain)::next).isInstanceOf(PlaceDropped.class);
    assertThat(reader.intersect(List.of(Point.ORIGIN))).isEmpty();
    assertThat(reader.intersect(List.of(blocks.get(14).point()))).isPresent();
    assertThat(reader.next()).contains(new RollBackward(blocks.get(14).point(), tip(blocks)));
  }

  @Test
  void aRangeIsServedFromItsFirstBlockToItsLast() {
    MemoryChain chain = net.chain(blocks);
    BlockReader range = chain.blocks(blocks.get(3).point(), blocks.get(5).point()).orElseThrow();
    assertThat(range.next()).contains(blocks.get(3).encoded());
    assertThat(range.next()).contains(blocks.get(4).encoded());
    assertThat(range.next()).contains(blocks.get(5).encoded());
    assertThat(range.next()).isEmpty();
    assertThat(chain.blocks(blocks.get(5).point(), blocks.get(3).point())).isEmpty();
    assertThat(chain.blocks(Point.ORIGIN, blocks.get(3).point())).isEmpty();
    Point other = tree.fork(blocks, 6, 1).getLast().point();
    assertThat(chain.blocks(blocks.get(5).point(), other)).isEmpty();
  }

  @Test
  void blocksThatTheChainWentBackFromAreStillReadByWhoHadBegun() {
    MemoryChain chain = net.chain(blocks);
    BlockReader range = chain.blocks(blocks.get(17).point(), blocks.get(19).point()).orElseThrow();
    assertThat(range.next()).isPresent();
    chain.rollBack(blocks.get(10).point());
    assertThat(range.next()).contains(blocks.get(18).encoded());
    assertThat(range.next()).contains(blocks.get(19).encoded());
    assertThat(chain.blocks(blocks.get(17).point(), blocks.get(19).point())).isEmpty();
  }

  @Test
  void aRangeKeepsNoBlockFromBeingDropped() {
    MemoryChain chain = net.chain(MemorySettings.DEFAULT.withWindow(5, 1 << 20));
    Net.put(chain, blocks.subList(0, 5));
    BlockReader range = chain.blocks(blocks.get(0).point(), blocks.get(4).point()).orElseThrow();
    Net.put(chain, blocks.subList(5, 8));
    assertThatThrownBy(range::next)
        .isInstanceOf(BlockDropped.class)
        .hasMessageContaining(blocks.get(0).point().toString())
        .hasMessageContaining("window.blocks 5");
    range.close();
    assertThat(range.next()).isEmpty();
    assertThat(chain.blocks(blocks.get(2).point(), blocks.get(4).point())).isEmpty();
    assertThat(chain.blocks(blocks.get(3).point(), blocks.get(4).point())).isPresent();
  }

  /**
   * What came last may come first, so that more blocks than are kept are put in one step: then the
   * fork is gone before any reader hears of it, as after so many steps that are faster than it.
   */
  @Test
  void aStepOfMoreBlocksThanAreKeptLeavesReadersBehind() {
    MemoryChain chain =
        net.chain(MemorySettings.DEFAULT.withWindow(10, 1 << 20).withFetch(5, 100, 100, 1 << 24));
    Net.put(chain, blocks);
    ChainReader reader = reader(chain);
    reader.intersect(List.of(blocks.getLast().point()));
    reader.next();
    assertThat(reader.next()).isEmpty();
    List<Block> fork = tree.fork(blocks, 15, 16);
    List<BlockFollower> peers = new ArrayList<>();
    for (int peer = 0; peer < 4; peer++) {
      HeaderFollower headers = chain.headers(Link.id(peer), () -> {});
      headers.intersected(blocks.get(14).point(), tip(fork));
      fork.subList(15, 31).forEach(b -> headers.rollForward(b.header().encoded(), tip(fork)));
      peers.add(chain.blocks(Link.id(peer), () -> {}));
      peers.getLast().next();
    }
    for (int peer = 3; peer >= 0; peer--) {
      BlockFollower from = peers.get(peer);
      int first = 15 + 5 * peer;
      fork.subList(first, Math.min(first + 5, 31)).forEach(b -> from.received(b.encoded()));
    }
    assertThat(chain.tip()).isEqualTo(tip(fork));
    assertThat(news).containsExactly("news");
    assertThatThrownBy(reader::next)
        .isInstanceOf(PlaceDropped.class)
        .hasMessageContaining("is at " + blocks.get(14).point())
        .hasMessageContaining("window.blocks 10");
    assertThat(reader.intersect(List.of(fork.get(20).point()))).contains(fork.get(20).point());
  }
}
