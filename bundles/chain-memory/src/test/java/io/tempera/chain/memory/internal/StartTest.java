package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.chain.Block;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainTrace.BegunAnew;
import io.tempera.chain.Encoded;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.failure.TemperaException;
import io.tempera.trace.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a chain begins, and which points its followers offer. */
class StartTest {
  private final Net net = new Net(1);
  private final Tree tree = new Tree();
  private final List<Block> blocks = tree.chain(30);
  private final Tip tip = blocks.getLast().header().tip();

  private HeaderFollower follower(MemoryChain chain, int peer) {
    return chain.headers(Link.id(peer), () -> {});
  }

  @Test
  void atTheOriginUnlessSomebodySaysOtherwise() {
    MemoryChain node = net.chain(MemorySettings.DEFAULT);
    assertThat(follower(node, 0).points()).containsExactly(Point.ORIGIN);
    assertThat(follower(node, 0).notFound(tip)).isEmpty();
  }

  @Test
  void afterAPoint() {
    Point point = blocks.get(9).point();
    MemoryChain node = net.chain(MemorySettings.DEFAULT.withStart(point.toString()));
    assertThat(follower(node, 9).points()).containsExactly(point);
    assertThat(follower(node, 9).notFound(tip)).isEmpty();
    net.link(net.chain(blocks), node).open();
    net.settle();
    assertThat(node.tip()).isEqualTo(tip);
    assertThat(node.status().anchor().point()).isEqualTo(point);
    assertThat(node.status().blocks()).isEqualTo(20);
    assertThat(follower(node, 9).points()).startsWith(tip.point()).endsWith(point);
  }

  @Test
  void atTheTipOfTheFirstPeer() {
    MemoryChain node = net.chain(MemorySettings.DEFAULT.withStart("tip"));
    MemoryChain peer = net.chain(blocks.subList(0, 20));
    assertThat(follower(node, 9).points()).isEmpty();
    net.link(peer, node).open();
    net.settle();
    assertThat(node.status().blocks()).isZero();
    assertThat(node.tip()).isEqualTo(blocks.get(19).header().tip()); // with its number
    Net.put(peer, blocks.subList(20, 30));
    net.settle();
    assertThat(node.tip()).isEqualTo(tip);
    assertThat(node.status().anchor().point()).isEqualTo(blocks.get(19).point());
  }

  @Test
  void everyOtherPeerIsOfferedTheSameTipWhileNothingIsDecided() {
    MemoryChain node = net.chain(MemorySettings.DEFAULT.withStart("tip"));
    HeaderFollower first = follower(node, 1);
    HeaderFollower second = follower(node, 2);
    assertThat(first.notFound(tip)).containsExactly(tip.point());
    Tip other = tree.after(blocks.getLast()).header().tip();
    assertThat(second.notFound(other)).containsExactly(tip.point());
    assertThat(second.notFound(other)).isEmpty();
    first.close();
    HeaderFollower third = follower(node, 3);
    assertThat(third.notFound(other)).containsExactly(other.point());
    assertThat(third.intersected(other.point(), other)).isEqualTo(Verdict.ACCEPTED);
    assertThat(follower(node, 4).points()).containsExactly(other.point());
  }

  @Test
  void nothingIsServedBeforeItIsKnownWhereItBegins() {
    MemoryChain node = net.chain(MemorySettings.DEFAULT.withStart("tip"));
    List<String> news = new ArrayList<>();
    ChainReader reader = node.reader(ReadPosition.START, () -> news.add("news"));
    assertThat(reader.intersect(List.of(Point.ORIGIN))).isEmpty();
    assertThat(reader.next()).isEmpty();
    assertThat(node.tip()).isEqualTo(Tip.ORIGIN);
    HeaderFollower peer = follower(node, 0);
    peer.notFound(tip);
    peer.intersected(tip.point(), tip);
    assertThat(news).containsExactly("news");
    assertThatThrownBy(reader::next).isInstanceOf(PlaceDropped.class);
    assertThat(reader.intersect(List.of(Point.ORIGIN, tip.point()))).contains(tip.point());
  }

  @Test
  void theNumberIsNotKnownWhereThePeersChainHasGoneOn() {
    MemoryChain node = net.chain(MemorySettings.DEFAULT.withStart("tip"));
    HeaderFollower peer = follower(node, 0);
    Point point = blocks.get(19).point();
    peer.notFound(blocks.get(19).header().tip());
    assertThat(peer.intersected(point, tip)).isEqualTo(Verdict.ACCEPTED);
    assertThat(node.tip()).isEqualTo(new Tip(point, 0));

    MemoryChain empty = net.chain(MemorySettings.DEFAULT.withStart("tip"));
    HeaderFollower origin = follower(empty, 0);
    origin.notFound(Tip.ORIGIN);
    origin.intersected(Point.ORIGIN, Tip.ORIGIN);
    assertThat(empty.status().anchor()).isEqualTo(Place.ORIGIN);
  }

  @Test
  void aNumberThatTheFirstPeerMadeUpIsNotHeldAgainstTheOthers() {
    MemoryChain node = net.chain(MemorySettings.DEFAULT.withStart("tip"));
    Point point = blocks.get(19).point();
    Tip lie = new Tip(point, 1L << 50);
    HeaderFollower liar = follower(node, 9);
    liar.notFound(lie);
    assertThat(liar.intersected(point, lie)).isEqualTo(Verdict.ACCEPTED);
    assertThat(liar.blockNo()).as("so that nothing is asked ahead").isEqualTo(1L << 50);
    Link honest = net.link(net.chain(blocks), node).open();
    net.settle();
    assertThat(honest.complaints).isEmpty();
    assertThat(node.tip()).isEqualTo(tip);
    assertThat(liar.rollForward(blocks.get(20).header().encoded(), tip))
        .isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void whoBeganOnAForkThatWasGivenUpGetsOffItWhenNobodyElseIsFollowed() {
    MemoryChain node = net.chain(MemorySettings.DEFAULT.withStart("tip"));
    List<Block> orphan = tree.fork(blocks, 20, 1);
    MemoryChain peer = net.chain(orphan);
    Link link = net.link(peer, node).open();
    net.settle();
    peer.rollBack(blocks.get(19).point());
    Net.put(peer, blocks.subList(20, 30));
    net.settle();
    assertThat(link.complaints).isEmpty();
    assertThat(node.tip()).isEqualTo(tip);

    // The same by a peer that comes later, and does not know the fork at all.
    MemoryChain late = net.chain(MemorySettings.DEFAULT.withStart("tip"));
    HeaderFollower gone = follower(late, 8);
    gone.notFound(orphan.getLast().header().tip());
    gone.intersected(orphan.getLast().point(), orphan.getLast().header().tip());
    gone.close();
    Link second = net.link(net.chain(blocks), late).open();
    net.settle();
    assertThat(second.isOpen()).isTrue();
    assertThat(late.status().anchor().point()).isEqualTo(tip.point());
  }

  /** A node that began at the tip of a peer that is gone, and has some blocks since. */
  private MemoryChain begunAlone(List<Block> chain, int blocks) {
    MemoryChain node = net.chain(MemorySettings.DEFAULT.withStart("tip"));
    Block at = chain.get(chain.size() - blocks - 1);
    HeaderFollower gone = follower(node, 8);
    gone.notFound(at.header().tip());
    gone.intersected(at.point(), at.header().tip());
    gone.close();
    Net.put(node, chain.subList(chain.size() - blocks, chain.size()));
    assertThat(node.status().blocks()).isEqualTo(blocks);
    net.tracer.clear();
    return node;
  }

  @Test
  void whatIsGivenUpForALongerChainWithNothingInCommonIsSaid() {
    List<Block> other = tree.fork(blocks, 0, 29);
    MemoryChain node = begunAlone(other, 10);
    Link link = net.link(net.chain(blocks), node).open();
    net.settle();
    assertThat(link.isOpen()).isTrue();
    assertThat(node.tip()).isEqualTo(tip);
    BegunAnew said = net.tracer.traces(BegunAnew.class).getFirst();
    assertThat(said.level()).isEqualTo(Level.WARN);
    assertThat(said.text())
        .isEqualTo(
            "chain: 10 blocks are given up, up to "
                + other.getLast().header().tip()
                + ", for the chain of "
                + Link.id(0)
                + ", which ends with "
                + tip
                + ": it is longer and has nothing in common with ours, which held no more than"
                + " these, and nobody else is followed");
    assertThat(net.tracer.traces(BegunAnew.class)).hasSize(1);
  }

  @Test
  void neitherAnEmptyChainNorOneThatIsNotLongerReplacesOurs() {
    MemoryChain node = begunAlone(tree.fork(blocks, 0, 30), 10);
    Tip ours = node.tip();
    for (int length : new int[] {0, 1, 29, 30}) {
      Link link = net.link(net.chain(blocks.subList(0, length)), node).open();
      net.settle();
      assertThat(link.gaveUp()).as("as who knows none of our points").isTrue();
      assertThat(node.tip()).isEqualTo(ours);
      assertThat(node.status().blocks()).isEqualTo(10);
    }
    assertThat(net.tracer.traces(BegunAnew.class)).isEmpty();
  }

  @Test
  void aPeerThatGoesBackBeforeOursToLessDoesNotEmptyIt() {
    MemoryChain node = begunAlone(blocks, 10);
    HeaderFollower peer = follower(node, 9);
    peer.intersected(tip.point(), tip);
    assertThat(peer.rollBackward(Point.ORIGIN, Tip.ORIGIN)).isInstanceOf(Verdict.Invalid.class);
    assertThat(node.tip()).isEqualTo(tip);
    Tip more = tree.fork(blocks, 5, 30).getLast().header().tip();
    assertThat(peer.rollBackward(blocks.get(4).point(), more)).isEqualTo(Verdict.ACCEPTED);
    assertThat(node.status().anchor().point()).isEqualTo(blocks.get(4).point());
    assertThat(net.tracer.traces(BegunAnew.class)).hasSize(1);
  }

  @Test
  void whereNothingHasComeYetEvenAnEmptyChainMayBeBegunWithAndNothingIsSaid() {
    MemoryChain node = begunAlone(blocks, 0);
    Link link = net.link(net.chain(List.of()), node).open();
    net.settle();
    assertThat(link.isOpen()).isTrue();
    assertThat(node.status().anchor()).isEqualTo(Place.ORIGIN);
    assertThat(net.tracer.traces(BegunAnew.class)).isEmpty();
  }

  @Test
  void aPeerCannotMakeItBeginAnewWhileOthersAreFollowed() {
    MemoryChain node = net.chain(MemorySettings.DEFAULT.withStart("tip"));
    Link honest = net.link(net.chain(blocks), node).open();
    net.settle();
    HeaderFollower liar = follower(node, 9);
    assertThat(liar.intersected(blocks.getLast().point(), tip)).isEqualTo(Verdict.ACCEPTED);
    assertThat(liar.rollBackward(blocks.get(5).point(), tip).toString())
        .contains("a rollback to", "neither on the chain of the peer");
    assertThat(follower(node, 9).notFound(Tip.ORIGIN)).isEmpty();
    assertThat(node.status().anchor().point()).isEqualTo(blocks.getLast().point());
    assertThat(honest.isOpen()).isTrue();
  }

  @Test
  void aPointThatOurChainWentBackFromMeanwhileIsFoundAllTheSame() {
    MemoryChain node = net.chain(blocks);
    HeaderFollower peer = follower(node, 0);
    assertThat(peer.points()).contains(tip.point());
    node.rollBack(blocks.get(20).point());
    assertThat(peer.intersected(tip.point(), tip)).isEqualTo(Verdict.ACCEPTED);
    assertThat(peer.blockNo()).isEqualTo(30);
    assertThat(node.tip()).isEqualTo(blocks.get(20).header().tip()); // no block follower yet
    node.blocks(Link.id(0), () -> {});
    assertThat(node.tip()).isEqualTo(tip);
    assertThat(peer.intersected(tree.fork(blocks, 5, 1).getLast().point(), tip))
        .isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void headersBeforeAPointAndThoseThatNobodyReadsAreInvalid() {
    MemoryChain node = net.chain(MemorySettings.DEFAULT);
    HeaderFollower peer = follower(node, 0);
    assertThat(peer.rollForward(blocks.get(0).header().encoded(), tip).toString())
        .contains("before a point was agreed on");
    assertThat(peer.rollBackward(Point.ORIGIN, tip).toString())
        .contains("before a point was agreed on");
    peer.intersected(Point.ORIGIN, tip);
    assertThat(peer.rollForward(blocks.get(3).header().encoded(), tip).toString())
        .contains("came after the origin, and is not the first");
    assertThat(peer.rollForward(Encoded.ofHex("8501010101f6"), tip).toString())
        .contains("header 8501010101f6 is of no era that this node knows");
    assertThat(peer.rollForward(Encoded.ofHex("8507f6"), tip).toString())
        .contains("header 8507f6 is damaged, says made-up");
  }

  @Test
  void isOriginTipOrAPoint() {
    assertThatThrownBy(() -> MemorySettings.DEFAULT.withStart("yesterday"))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("io.tempera.chain.memory: start is 'origin', 'tip' or SLOT.HASH");
    assertThatThrownBy(() -> MemorySettings.DEFAULT.withStart("12.zz"))
        .hasMessageContaining("it says '12.zz'");
  }
}
