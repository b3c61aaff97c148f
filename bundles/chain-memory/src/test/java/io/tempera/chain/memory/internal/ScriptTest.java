package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.Hash;
import io.tempera.chain.Point;
import io.tempera.chain.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One chain that follows several, of which each goes its own ways, by seeded scripts. */
class ScriptTest {
  private static final int PEERS = 4;
  private static final int STEPS = 1_500;

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 200, 300, 400, 500, 600, 700})
  void inTheEndTheLongestChainIsOurs(long seeds) {
    for (long seed = seeds; seed < seeds + 8; seed++) {
      new Script(seed, ample()).run().convergesAndFetchesOnce();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 200, 300, 400, 500, 600, 700})
  void inTheEndTheLongestChainIsOursThoughEveryBoundIsTight(long seeds) {
    for (long seed = seeds; seed < seeds + 8; seed++) {
      new Script(seed, tight()).run().converges();
    }
  }

  /** Nobody loses patience, so that each block is fetched once. */
  private static MemorySettings ample() {
    return MemorySettings.DEFAULT.withFetch(
        FetchLimits.DEFAULT.withPatience(FetchLimits.LONGEST_PATIENCE));
  }

  /** Forks of the script are at most 12 deep. */
  private static MemorySettings tight() {
    return MemorySettings.DEFAULT
        .withWindow(24, 1 << 20)
        .withCandidateHeaders(3)
        .withFetch(new FetchLimits(3, 4, 6, 600, BlockSide.REFUSAL));
  }

  private static final class Script {
    private final Net net;
    private final Tree tree = new Tree();
    private final MemorySettings settings;
    private final MemoryChain node;
    private final List<MemoryChain> sources = new ArrayList<>();
    private final List<List<Block>> chains = new ArrayList<>();
    private final Replay replay;

    Script(long seed, MemorySettings settings) {
      this.net = new Net(seed);
      this.settings = settings;
      this.node = net.chain(settings);
      this.replay = new Replay(node);
      List<Block> begin = tree.chain(5);
      for (int peer = 0; peer < PEERS; peer++) {
        sources.add(net.chain(begin));
        chains.add(begin);
        net.link(sources.get(peer), node).open();
      }
    }

    Script run() {
      for (int step = 0; step < STEPS; step++) {
        int what = net.random.nextInt(100);
        int peer = net.random.nextInt(PEERS);
        if (what < 80) {
          net.step();
        } else {
          disturb(what, peer);
        }
        check();
      }
      return this;
    }

    private void check() {
      checkBounds();
      replay.some(isTight() ? Integer.MAX_VALUE : net.random.nextInt(4));
    }

    private boolean isTight() {
      return settings.window().blocks() < MemorySettings.DEFAULT.window().blocks();
    }

    private void disturb(int what, int peer) {
      Link link = net.links.get(peer);
      if (what < 88) {
        move(peer, tree.extend(chains.get(peer), 1 + net.random.nextInt(3)));
      } else if (what < 91) {
        int size = chains.get(peer).size();
        int back = net.random.nextInt(Math.min(7, size));
        move(peer, tree.fork(chains.get(peer), size - back, net.random.nextInt(9)));
      } else if (what < 93) {
        move(peer, chains.get(net.random.nextInt(PEERS)));
      } else if (what == 93 && link.isOpen()) {
        link.handOver();
      } else if (what == 94 && link.isOpen()) {
        link.restartBlocks();
      } else if (what == 95) {
        link.refuses = !link.refuses;
      } else if (what == 96) {
        link.wrong = Optional.of(tree.first());
      } else if (what == 97) {
        net.runtime.advance(BlockSide.REFUSAL);
      } else if (link.isOpen()) {
        link.close();
      } else {
        link.open();
      }
    }

    /** A peer has another chain, unless that would be too deep a fork for us to follow. */
    private void move(int peer, List<Block> to) {
      List<Block> from = chains.get(peer);
      int common = common(from, to);
      long tip = node.tip().blockNo();
      boolean tooDeep =
          from.size() - common > 8
              || chains.stream().anyMatch(c -> c.size() - common(c, to) > 12)
              || tip - common > 12;
      if (tooDeep) {
        return;
      }
      MemoryChain source = sources.get(peer);
      Point fork = common == 0 ? Point.ORIGIN : from.get(common - 1).point();
      if (common < from.size()) {
        assertThat(source.rollBack(fork)).isEqualTo(Verdict.ACCEPTED);
      }
      Net.put(source, to.subList(common, to.size()));
      chains.set(peer, to);
    }

    private static int common(List<Block> one, List<Block> other) {
      int common = 0;
      while (common < Math.min(one.size(), other.size())
          && one.get(common).point().equals(other.get(common).point())) {
        common++;
      }
      return common;
    }

    private void checkBounds() {
      ChainStatus status = node.status();
      FetchLimits fetch = settings.fetch();
      assertThat(status.blocks()).isLessThanOrEqualTo(settings.window().blocks());
      assertThat(status.bytes()).isLessThanOrEqualTo(settings.window().bytes());
      assertThat(status.onWay()).isLessThanOrEqualTo(fetch.blocks());
      // Spare ones, waiting ones, and a fork of at most 12 and a range more in blocks of 150 bytes.
      assertThat(status.besideBytes()).isLessThanOrEqualTo(2 * fetch.bytes() + 150L * 24);
      for (ChainStatus.Peer peer : status.peers()) {
        assertThat(peer.headers())
            .isLessThanOrEqualTo(settings.candidateHeaders() + settings.window().blocks());
      }
      assertThat(net.links).allMatch(link -> link.mostOnWire <= fetch.peerBlocks());
    }

    /** Everybody is honest again, and one peer gets the longest chain of all. */
    void converges() {
      for (Link link : net.links) {
        link.refuses = false;
        link.wrong = Optional.empty();
        if (!link.isOpen()) {
          link.open();
        }
      }
      net.settleForGood(this::check);
      long longest = chains.stream().mapToLong(List::size).max().orElseThrow();
      assertThat(node.tip().blockNo()).isGreaterThanOrEqualTo(longest);

      int best = 0;
      for (int peer = 1; peer < PEERS; peer++) {
        best = chains.get(peer).size() > chains.get(best).size() ? peer : best;
      }
      int more = (int) (node.tip().blockNo() - chains.get(best).size()) + 1;
      List<Block> winner = tree.extend(chains.get(best), more);
      Net.put(sources.get(best), winner.subList(winner.size() - more, winner.size()));
      net.settleForGood(this::check);
      assertThat(node.tip()).isEqualTo(winner.getLast().header().tip());
      assertThat(node.status().onWay()).isZero();
      replay.all();
      assertThat(replay.told()).isEqualTo(points(winner));
      checkComplaints();
      net.end();
    }

    private void checkComplaints() {
      for (Link link : net.links) {
        assertThat(link.complaints).allMatch(this::isRight);
      }
    }

    /** About a wrong block, or, where the window is small, about a fork from before it. */
    private boolean isRight(Verdict complaint) {
      return switch (complaint) {
        case Verdict.WrongBlock wrong -> true;
        case Verdict.Invalid(String why) -> isTight() && why.contains("(window.blocks 24)");
        case Verdict.Unreadable unreadable -> false;
        case Verdict.Accepted accepted -> false;
      };
    }

    private static List<Point> points(List<Block> chain) {
      return chain.stream().<Point>map(Block::point).toList();
    }

    /** Never more often than once and once more for each time that it was asked for in vain. */
    void convergesAndFetchesOnce() {
      converges();
      Set<Hash> distinct = new HashSet<>();
      int fetched = 0;
      int lost = 0;
      for (Link link : net.links) {
        distinct.addAll(link.fetched.keySet());
        fetched += sum(link.fetched);
        lost += sum(link.lost);
      }
      assertThat(fetched).isBetween(distinct.size(), distinct.size() + lost);
    }

    private static int sum(Map<Hash, Integer> counts) {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
  }
}
