package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.ChainTrace;
import io.tempera.chain.Encoded;
import io.tempera.chain.FetchRange;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which blocks are asked of which peer, step by step. */
class FetchTest {
  private final Net net = new Net(1);
  private final Tree tree = new Tree();
  private final List<Block> chain = tree.chain(40);
  private final MemoryChain node =
      net.chain(
          MemorySettings.DEFAULT
              .withCandidateHeaders(30)
              .withFetch(new FetchLimits(10, 20, 30, 1 << 24)));
  private int peers;

  /** A peer with both followers. */
  private final class Peer {
    final List<String> news = new ArrayList<>();
    final HeaderFollower headers = node.headers(Link.id(peers), () -> news.add("room"));
    final BlockFollower blocks = node.blocks(Link.id(peers++), () -> news.add("blocks"));

    Peer tells(List<Block> told) {
      if (headers.blockNo() == 0) {
        assertThat(headers.intersected(Point.ORIGIN, Tip.ORIGIN)).isEqualTo(Verdict.ACCEPTED);
      }
      Tip tip = told.getLast().header().tip();
      for (Block block : told) {
        assertThat(headers.rollForward(block.header().encoded(), tip)).isEqualTo(Verdict.ACCEPTED);
      }
      return this;
    }

    FetchRange asked() {
      return blocks.next().orElseThrow();
    }

    void gives(List<Block> given) {
      given.forEach(
          block -> assertThat(blocks.received(block.encoded())).isEqualTo(Verdict.ACCEPTED));
    }
  }

  private FetchRange range(int first, int last) {
    return new FetchRange(
        chain.get(first - 1).point(), chain.get(last - 1).point(), last - first + 1);
  }

  @Test
  void rangesFollowEachOtherUntilABoundIsReached() {
    Peer one = new Peer().tells(chain.subList(0, 30));
    Peer two = new Peer().tells(chain.subList(0, 25));
    assertThat(one.asked()).isEqualTo(range(1, 10));
    assertThat(two.asked()).isEqualTo(range(11, 20));
    assertThat(one.asked()).isEqualTo(range(21, 30));
    assertThat(two.blocks.next()).isEmpty(); // 30 are on their way
    assertThat(one.blocks.next()).isEmpty();
    assertThat(node.status().onWay()).isEqualTo(30);
  }

  @Test
  void onePeerAloneHasNoMoreOnItsWayThanOnePeerMay() {
    Peer one = new Peer().tells(chain.subList(0, 30));
    one.asked();
    one.asked();
    assertThat(one.blocks.next()).isEmpty();
    one.gives(chain.subList(0, 4));
    assertThat(one.news).isEmpty(); // not for less than half a range
    one.gives(chain.subList(4, 5));
    assertThat(one.news).containsExactly("blocks");
    assertThat(one.asked()).isEqualTo(range(21, 25));
  }

  @Test
  void whatComesOutOfOrderWaitsForWhatIsBeforeIt() {
    Peer one = new Peer().tells(chain.subList(0, 20));
    Peer two = new Peer().tells(chain.subList(0, 20));
    one.asked();
    two.asked();
    two.gives(chain.subList(10, 20));
    assertThat(node.tip()).isEqualTo(Tip.ORIGIN);
    one.gives(chain.subList(0, 9));
    assertThat(node.tip()).isEqualTo(chain.get(8).header().tip());
    one.gives(chain.subList(9, 10));
    assertThat(node.tip()).isEqualTo(chain.get(19).header().tip());
    assertThat(node.status().besideBlocks()).isZero();
  }

  @Test
  void whatAPeerDidNotSendBeforeItClosedIsAskedOfAnother() {
    Peer one = new Peer().tells(chain.subList(0, 10));
    Peer two = new Peer().tells(chain.subList(0, 10));
    one.asked();
    assertThat(two.blocks.next()).isEmpty();
    one.gives(chain.subList(0, 3));
    one.blocks.close();
    assertThat(two.news).containsExactly("blocks");
    assertThat(two.asked()).isEqualTo(range(4, 10));
    one.blocks.close();
    assertThat(node.status().onWay()).isEqualTo(7);
  }

  @Test
  void whoDoesNotHaveABlockIsAskedAgainLaterAndOthersMeanwhile() {
    Peer one = new Peer().tells(chain.subList(0, 5));
    one.asked();
    one.blocks.noBlocks();
    assertThat(one.blocks.next()).isEmpty();
    one.tells(chain.subList(5, 7));
    assertThat(one.news).isEmpty();

    Peer two = new Peer().tells(chain.subList(0, 2));
    assertThat(two.asked()).isEqualTo(range(1, 2));
    net.runtime.advance(BlockSide.REFUSAL);
    assertThat(one.news).containsExactly("blocks");
    assertThat(one.asked()).isEqualTo(range(3, 7));
    one.blocks.close();
    two.blocks.close();
    net.runtime.assertNothingLeft();
  }

  @Test
  void aRefusalEndsWhenThePeersChainGoesAnotherWay() {
    List<Block> fork = tree.fork(chain, 2, 5);
    Peer one = new Peer().tells(chain.subList(0, 5));
    one.asked();
    one.blocks.noBlocks();
    assertThat(one.blocks.next()).isEmpty();
    one.headers.rollBackward(chain.get(1).point(), fork.getLast().header().tip());
    one.tells(fork.subList(2, 7));
    assertThat(one.news).contains("blocks");
    assertThat(one.asked().last()).isEqualTo(fork.getLast().point());
  }

  @Test
  void toHaveNothingOfWhatIsNotOnThePeersChainAnyMoreIsNoRefusal() {
    List<Block> fork = tree.fork(chain, 2, 5);
    Peer one = new Peer().tells(chain.subList(0, 5));
    one.asked();
    one.headers.rollBackward(Point.ORIGIN, fork.getLast().header().tip());
    one.tells(fork);
    one.blocks.noBlocks();
    assertThat(one.asked())
        .isEqualTo(new FetchRange(fork.getFirst().point(), fork.getLast().point(), 7));
  }

  @Test
  void aRangeThatEndsEarlyIsOneThatThePeerDoesNotHave() {
    Peer one = new Peer().tells(chain.subList(0, 5));
    one.asked();
    one.gives(chain.subList(0, 2));
    one.blocks.finished();
    assertThat(node.tip().blockNo()).isEqualTo(2);
    assertThat(one.blocks.next()).isEmpty();
    Peer two = new Peer().tells(chain.subList(0, 4));
    assertThat(two.asked()).isEqualTo(range(3, 4));
  }

  @Test
  void aBlockIsTheOneThatWasAskedFor() {
    Peer one = new Peer().tells(chain.subList(0, 5));
    one.asked();
    Point first = chain.get(0).point();
    Point second = chain.get(1).point();
    assertThat(one.blocks.received(chain.get(1).encoded()))
        .isEqualTo(new Verdict.WrongBlock(first, second));
    byte[] damaged = chain.get(0).encoded().bytes().clone();
    damaged[damaged.length - 1] ^= 1;
    assertThat(one.blocks.received(new Encoded(damaged)).toString())
        .contains("the body is another one");
    assertThat(one.blocks.received(Encoded.ofHex("83018080")).toString())
        .contains("no era that this node knows (made-up 3, made-up 7)");
    one.gives(chain.subList(0, 5));
    assertThat(one.blocks.received(chain.get(5).encoded()).toString())
        .contains("all blocks of the range had come");
  }

  @Test
  void anEquallyLongChainIsNotFetchedAndALongerOneIsSwitchedToInOneStep() {
    Peer one = new Peer().tells(chain.subList(0, 10));
    one.asked();
    one.gives(chain.subList(0, 10));
    one.blocks.finished();
    List<Block> fork = tree.fork(chain, 7, 4);
    Peer two = new Peer().tells(fork.subList(0, 10));
    assertThat(two.blocks.next()).isEmpty();
    two.tells(fork.subList(10, 11));
    assertThat(two.news).containsExactly("blocks");
    assertThat(two.asked().blocks()).isEqualTo(4);
    two.gives(fork.subList(7, 10));
    assertThat(node.tip()).isEqualTo(chain.get(9).header().tip());
    two.gives(fork.subList(10, 11));
    assertThat(node.tip()).isEqualTo(fork.get(10).header().tip());
    assertThat(net.tracer.traces(ChainTrace.SwitchedFork.class))
        .containsExactly(
            new ChainTrace.SwitchedFork(
                chain.get(6).point(), 3, fork.get(10).header().tip(), Optional.of(Link.id(1))));
    // Back again: what was on the chain before need not come again.
    one.tells(chain.subList(10, 12));
    assertThat(one.asked()).isEqualTo(range(11, 12));
    one.gives(chain.subList(10, 12));
    assertThat(node.tip()).isEqualTo(chain.get(11).header().tip());
  }

  @Test
  void aForkIsSwitchedToAsSoonAsWhatIsHereOfItIsLonger() {
    Net.put(node, chain.subList(0, 10));
    List<Block> fork = tree.fork(chain, 8, 8);
    Peer one = new Peer().tells(fork);
    assertThat(one.asked().blocks()).isEqualTo(8);
    one.gives(fork.subList(8, 10));
    assertThat(node.tip()).isEqualTo(chain.get(9).header().tip());
    one.gives(fork.subList(10, 11));
    assertThat(node.tip()).isEqualTo(fork.get(10).header().tip());
    one.gives(fork.subList(11, 12));
    assertThat(node.tip()).isEqualTo(fork.get(11).header().tip());
  }

  @Test
  void ofTwoForksTheLongerOneIsFetchedFromWhoeverHasIt() {
    Net.put(node, chain.subList(0, 10));
    List<Block> longer = tree.fork(chain, 8, 18);
    List<Block> shorter = tree.fork(longer, 10, 10);
    Peer one = new Peer().tells(longer);
    Peer two = new Peer().tells(shorter);
    Peer three = new Peer().tells(tree.fork(chain, 8, 5));
    assertThat(three.blocks.next()).isEmpty();
    FetchRange common = two.asked();
    assertThat(common).isEqualTo(new FetchRange(longer.get(8).point(), longer.get(9).point(), 2));
    assertThat(two.blocks.next()).isEmpty();
    assertThat(one.asked().first()).isEqualTo(longer.get(10).point());
    one.headers.close();
    one.blocks.close();
    assertThat(two.news).contains("blocks");
    assertThat(two.asked().last()).isEqualTo(shorter.getLast().point());
  }

  @Test
  void aSpareBlockThatWasDroppedIsFetchedAgain() {
    MemoryChain small = net.chain(MemorySettings.DEFAULT.withWindow(6, 1 << 20));
    List<Block> fork = tree.fork(chain, 5, 6);
    Net.put(small, chain.subList(0, 10));
    small.rollBack(chain.get(4).point());
    Net.put(small, fork.subList(5, 11)); // five of the chain are spare now
    HeaderFollower headers = small.headers(Link.id(0), () -> {});
    BlockFollower blocks = small.blocks(Link.id(0), () -> {});
    headers.intersected(chain.get(9).point(), Tip.ORIGIN);
    chain
        .subList(10, 12)
        .forEach(block -> headers.rollForward(block.header().encoded(), Tip.ORIGIN));
    assertThat(blocks.next()).contains(range(11, 12));
    small.rollBack(fork.get(6).point()); // four more, and six is what is kept
    assertThat(blocks.next()).contains(range(6, 8));
    chain.subList(10, 12).forEach(block -> blocks.received(block.encoded()));
    blocks.finished();
    chain.subList(5, 8).forEach(block -> blocks.received(block.encoded()));
    assertThat(small.tip()).isEqualTo(chain.get(11).header().tip());
  }

  @Test
  void roomIsForSoManyHeadersAndComesBackWithTheBlocks() {
    Peer one = new Peer();
    assertThat(one.headers.room()).isEqualTo(30);
    one.tells(chain.subList(0, 30));
    assertThat(one.headers.room()).isZero();
    one.tells(chain.subList(30, 31)); // asked for before
    assertThat(one.headers.room()).isZero();
    one.asked();
    one.gives(chain.subList(0, 1));
    assertThat(one.news).isEmpty();
    one.gives(chain.subList(1, 2));
    assertThat(one.news).containsExactly("room");
    assertThat(one.headers.room()).isEqualTo(1);
    assertThat(one.headers.blockNo()).isEqualTo(31);
  }
}
