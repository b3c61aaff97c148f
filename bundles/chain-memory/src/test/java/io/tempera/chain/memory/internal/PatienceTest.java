package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.FetchRange;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A range that holds up everything is asked of another peer, too, when it takes too long. */
class PatienceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Within what block-fetch waits for one message. */
  private static final Duration TRICKLE = Duration.ofSeconds(59);

  private final Net net = new Net(1);
  private final List<Block> chain = new Tree().chain(60);
  private final MemoryChain node =
      net.chain(MemorySettings.DEFAULT.withFetch(new FetchLimits(10, 20, 40, 1 << 24)));
  private final List<Peer> peers = new ArrayList<>();

  /** A peer that has told its headers. */
  private final class Peer {
    final List<String> news = new ArrayList<>();
    final HeaderFollower headers = node.headers(Link.id(peers.size()), () -> {});
    final BlockFollower blocks = node.blocks(Link.id(peers.size()), () -> news.add("blocks"));

    Peer(int told) {
      peers.add(this);
      headers.intersected(Point.ORIGIN, Tip.ORIGIN);
      chain
          .subList(0, told)
          .forEach(block -> headers.rollForward(block.header().encoded(), Tip.ORIGIN));
    }

    void gives(int first, int last) {
      for (Block block : chain.subList(first - 1, last)) {
        assertThat(blocks.received(block.encoded())).isEqualTo(Verdict.ACCEPTED);
      }
    }
  }

  private Optional<FetchRange> range(int first, int last) {
    return Optional.of(
        new FetchRange(
            chain.get(first - 1).point(), chain.get(last - 1).point(), last - first + 1));
  }

  private void end() {
    peers.forEach(peer -> peer.blocks.close());
    net.runtime.assertNothingLeft();
  }

  @Test
  void oneMorePeerIsAskedForWhatIsMissing() {
    Peer slow = new Peer(20);
    Peer other = new Peer(20);
    Peer third = new Peer(20);
    assertThat(slow.blocks.next()).isEqualTo(range(1, 10));
    assertThat(other.blocks.next()).isEqualTo(range(11, 20));
    assertThat(other.blocks.next()).isEmpty();
    assertThat(third.blocks.next()).isEmpty();
    slow.gives(1, 2);
    net.runtime.advance(PATIENCE.minusMillis(1));
    assertThat(third.news).isEmpty();
    net.runtime.advance(Duration.ofMillis(1));
    assertThat(other.news).containsExactly("blocks");
    assertThat(third.news).containsExactly("blocks");
    assertThat(third.blocks.next()).isEqualTo(range(3, 10));
    assertThat(other.blocks.next()).as("one more, not all of them").isEmpty();
    assertThat(slow.blocks.next()).as("nobody is asked twice").isEmpty();
    assertThat(node.status().onWay()).as("each counts once").isEqualTo(18);

    // Whatever comes first counts, and what comes again does no harm.
    slow.gives(3, 5);
    third.gives(3, 10);
    assertThat(node.tip()).isEqualTo(chain.get(9).header().tip());
    slow.gives(6, 10);
    slow.blocks.finished();
    third.blocks.finished();
    other.gives(11, 20);
    assertThat(node.tip()).isEqualTo(chain.get(19).header().tip());
    assertThat(node.status().onWay()).isZero();
    assertThat(node.status().besideBlocks()).isZero();
    end();
  }

  @Test
  void whatComesAgainWhenItIsLongGoneFromTheWindowIsNotKept() {
    MemoryChain small = net.chain(MemorySettings.DEFAULT.withWindow(3, 1 << 20));
    List<BlockFollower> blocks = new ArrayList<>();
    for (int peer = 0; peer < 2; peer++) {
      HeaderFollower headers = small.headers(Link.id(peer), () -> {});
      blocks.add(small.blocks(Link.id(peer), () -> {}));
      headers.intersected(Point.ORIGIN, Tip.ORIGIN);
      chain.forEach(block -> headers.rollForward(block.header().encoded(), Tip.ORIGIN));
    }
    assertThat(blocks.get(0).next()).isEqualTo(range(1, 60));
    net.runtime.advance(PATIENCE);
    assertThat(blocks.get(1).next()).isEqualTo(range(1, 60));
    chain.forEach(block -> blocks.get(1).received(block.encoded()));
    chain.forEach(block -> blocks.get(0).received(block.encoded()));
    assertThat(small.tip()).isEqualTo(chain.getLast().header().tip());
    assertThat(small.status().besideBlocks()).isZero();
  }

  @Test
  void yetOneMoreIsAskedAfterTwiceTheTime() {
    Peer slow = new Peer(10);
    Peer other = new Peer(10);
    Peer third = new Peer(6);
    slow.blocks.next();
    net.runtime.advance(PATIENCE);
    assertThat(other.blocks.next()).isEqualTo(range(1, 10));
    assertThat(third.blocks.next()).isEmpty();
    net.runtime.advance(PATIENCE.multipliedBy(2).minusMillis(1));
    assertThat(third.news).isEmpty();
    net.runtime.advance(Duration.ofMillis(1));
    assertThat(third.blocks.next()).as("what it has").isEqualTo(range(1, 6));
    assertThat(node.status().onWay()).isEqualTo(10);
    end();
  }

  @Test
  void whenTheOtherDoesNotHaveItTheFirstOneIsStillExpected() {
    Peer slow = new Peer(10);
    Peer other = new Peer(10);
    slow.blocks.next();
    net.runtime.advance(PATIENCE);
    assertThat(other.blocks.next()).isEqualTo(range(1, 10));
    other.blocks.noBlocks();
    assertThat(other.blocks.next()).isEmpty();
    assertThat(slow.blocks.next()).isEmpty();
    assertThat(node.status().onWay()).isEqualTo(10);
    Peer third = new Peer(10);
    assertThat(third.blocks.next()).isEqualTo(range(1, 10));
    third.blocks.close();
    slow.gives(1, 10);
    assertThat(node.tip()).isEqualTo(chain.get(9).header().tip());
    assertThat(node.status().onWay()).isZero();
    end();
  }

  @Test
  void whenTheFirstOneGoesTheOtherIsStillExpected() {
    Peer slow = new Peer(10);
    Peer other = new Peer(10);
    Peer third = new Peer(10);
    slow.blocks.next();
    net.runtime.advance(PATIENCE);
    other.blocks.next();
    slow.blocks.close();
    assertThat(third.blocks.next()).isEmpty();
    other.blocks.close();
    assertThat(third.blocks.next()).isEqualTo(range(1, 10));
    end();
  }

  @Test
  void whoIsLateIsAskedForNothingMoreAndNobodyWaitsForItAgain() {
    Peer slow = new Peer(40);
    Peer other = new Peer(40);
    assertThat(slow.blocks.next()).isEqualTo(range(1, 10));
    assertThat(slow.blocks.next()).isEqualTo(range(11, 20));
    net.runtime.advance(PATIENCE);
    slow.gives(1, 8);
    assertThat(slow.blocks.next()).isEmpty();
    assertThat(other.blocks.next()).isEqualTo(range(9, 10));
    other.gives(9, 10);
    other.blocks.finished();
    assertThat(other.blocks.next()).isEqualTo(range(11, 20));
    assertThat(other.blocks.next()).isEqualTo(range(21, 30));
    slow.gives(9, 10);
    slow.blocks.finished();
    assertThat(slow.blocks.next()).isEqualTo(range(31, 40));
    end();
  }

  @Test
  void whoComesLateIsAskedAtOnceForWhatIsLate() {
    Peer slow = new Peer(10);
    slow.blocks.next();
    net.runtime.advance(PATIENCE);
    assertThat(slow.blocks.next()).isEmpty();
    assertThat(new Peer(10).blocks.next()).isEqualTo(range(1, 10));
    end();
  }

  @Test
  void theLateRangeIsAskedForThoughNothingElseHasRoom() {
    MemoryChain tight =
        net.chain(MemorySettings.DEFAULT.withFetch(new FetchLimits(10, 20, 20, 1 << 24)));
    List<BlockFollower> blocks = new ArrayList<>();
    for (int peer = 0; peer < 3; peer++) {
      HeaderFollower headers = tight.headers(Link.id(peer), () -> {});
      blocks.add(tight.blocks(Link.id(peer), () -> {}));
      headers.intersected(Point.ORIGIN, Tip.ORIGIN);
      chain.forEach(block -> headers.rollForward(block.header().encoded(), Tip.ORIGIN));
    }
    assertThat(blocks.get(0).next()).isEqualTo(range(1, 10));
    assertThat(blocks.get(1).next()).isEqualTo(range(11, 20));
    assertThat(blocks.get(2).next()).isEmpty();
    net.runtime.advance(PATIENCE);
    assertThat(blocks.get(2).next()).isEqualTo(range(1, 10));
    assertThat(tight.status().onWay()).isEqualTo(20);
  }

  /** A few peers send one block each 59 s, as slowly as the protocol lets them. */
  @Test
  void peersThatTrickleDoNotStallTheOthers() {
    List<Block> blocks = new Tree().chain(3_000);
    MemoryChain far = net.chain(MemorySettings.DEFAULT);
    List<Link> slow = new ArrayList<>();
    for (int peer = 0; peer < 5; peer++) {
      Link link = net.link(net.chain(blocks), far).open();
      if (peer < 2) {
        slow.add(link);
        link.credit = Optional.of(0);
      }
    }
    Tip tip = blocks.getLast().header().tip();
    net.settle();
    assertThat(far.tip()).isNotEqualTo(tip);
    int minutes = 0;
    for (; !far.tip().equals(tip); minutes++) {
      assertThat(minutes).isLessThan(10);
      slow.forEach(link -> link.credit = Optional.of(1));
      net.runtime.advance(TRICKLE);
      net.settle();
    }
    assertThat(net.links).allMatch(link -> link.complaints.isEmpty());
    int fetched =
        net.links.stream()
            .mapToInt(l -> l.fetched.values().stream().mapToInt(Integer::intValue).sum())
            .sum();
    assertThat(fetched).as("hardly any of it twice").isLessThan(3_000 + 2 * minutes + 1);

    // What they still owe comes in the end, and does nothing.
    slow.forEach(link -> link.credit = Optional.empty());
    net.settle();
    assertThat(far.tip()).isEqualTo(tip);
    assertThat(far.status().onWay()).isZero();
    assertThat(far.status().besideBlocks()).isZero();
    net.end();
  }
}
