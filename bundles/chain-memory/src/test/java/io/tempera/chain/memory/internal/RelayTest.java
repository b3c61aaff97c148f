package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.Encoded;
import io.tempera.chain.Point;
import io.tempera.chain.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains that follow each other, as relays do. */
class RelayTest {
  private final Tree tree = new Tree();

  @Test
  void whatIsFollowedFromOneIsServedToTheNext() {
    Net net = new Net(1);
    List<Block> blocks = tree.chain(500);
    MemoryChain a = net.chain(blocks);
    MemoryChain b = net.chain(MemorySettings.DEFAULT);
    MemoryChain c = net.chain(MemorySettings.DEFAULT);
    net.link(a, b).open();
    net.link(b, c).open();
    net.settle();
    assertThat(c.tip()).isEqualTo(blocks.getLast().header().tip());
    assertThat(all(c, blocks)).isEqualTo(blocks.stream().map(Block::encoded).toList());

    List<Block> longer = tree.extend(blocks, 1);
    Net.put(a, List.of(longer.getLast()));
    net.settle();
    assertThat(c.tip()).isEqualTo(longer.getLast().header().tip());
    net.links.forEach(link -> assertThat(link.complaints).isEmpty());
    net.end();
  }

  private static List<Encoded> all(MemoryChain chain, List<Block> blocks) {
    var reader = chain.blocks(blocks.getFirst().point(), blocks.getLast().point()).orElseThrow();
    List<Encoded> all = new ArrayList<>();
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      all.add(next.get());
    }
    return all;
  }

  @Test
  void aForkAtTheSourceGoesThroughAllOfThem() {
    Net net = new Net(2);
    List<Block> blocks = tree.chain(50);
    MemoryChain a = net.chain(blocks);
    MemoryChain b = net.chain(MemorySettings.DEFAULT);
    MemoryChain c = net.chain(MemorySettings.DEFAULT);
    net.link(a, b).open();
    net.link(b, c).open();
    net.settle();
    List<Block> fork = tree.fork(blocks, 40, 11);
    assertThat(a.rollBack(blocks.get(39).point())).isEqualTo(Verdict.ACCEPTED);
    Net.put(a, fork.subList(40, 51));
    net.settle();
    assertThat(b.tip()).isEqualTo(fork.getLast().header().tip());
    assertThat(c.tip()).isEqualTo(fork.getLast().header().tip());
    assertThat(b.blocks(blocks.get(45).point(), blocks.get(46).point())).isEmpty();
  }

  @Test
  void fromManyPeersEachBlockIsFetchedOnceAndEachOfThemGivesSome() {
    Net net = new Net(3);
    List<Block> blocks = tree.chain(3_000);
    MemoryChain node = net.chain(MemorySettings.DEFAULT);
    for (int peer = 0; peer < 5; peer++) {
      net.link(net.chain(blocks), node).open();
    }
    net.settle();
    assertThat(node.tip()).isEqualTo(blocks.getLast().header().tip());
    Map<Object, Integer> all = new HashMap<>();
    for (Link link : net.links) {
      assertThat(link.fetched.size()).isGreaterThan(200);
      link.fetched.forEach((hash, times) -> all.merge(hash, times, Integer::sum));
    }
    assertThat(all).hasSize(3_000);
    assertThat(all.values()).allMatch(times -> times == 1);
  }

  @Test
  void whatAPeerHasThatEveryoneFollowsComesBackToItAsNothing() {
    Net net = new Net(4);
    MemoryChain a = net.chain(tree.chain(20));
    MemoryChain b = net.chain(MemorySettings.DEFAULT);
    net.link(a, b).open();
    Link back = net.link(b, a).open();
    net.settle();
    assertThat(b.tip()).isEqualTo(a.tip());
    assertThat(back.fetched).isEmpty();
    assertThat(a.status().peers().getFirst().headers()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aRandomNetWithTwoForgersAndCutsEndsWithOneChain(long seed) {
    Net net = new Net(seed);
    List<MemoryChain> nodes = new ArrayList<>();
    for (int node = 0; node < 12; node++) {
      nodes.add(net.chain(MemorySettings.DEFAULT));
    }
    for (int node = 0; node < 12; node++) {
      both(net, nodes, node, (node + 1) % 12);
      both(net, nodes, node, net.random.nextInt(12));
    }
    for (int step = 0; step < 8_000; step++) {
      net.step();
      if (step % 100 == 0) {
        forge(nodes.get(step % 200 == 0 ? 0 : 6));
      }
      if (net.random.nextInt(100) == 0) {
        Link link = net.links.get(net.random.nextInt(net.links.size()));
        if (link.isOpen()) {
          link.close();
        } else {
          link.open();
        }
      }
    }
    net.links.stream().filter(link -> !link.isOpen()).forEach(Link::open);
    net.settleForGood();
    forge(nodes.get(6));
    net.settleForGood();
    assertThat(nodes).allMatch(node -> node.tip().equals(nodes.get(6).tip()));
    assertThat(nodes.get(0).tip().blockNo()).isGreaterThan(20);
    net.links.forEach(link -> assertThat(link.complaints).isEmpty());
    net.end();
  }

  private static void both(Net net, List<MemoryChain> nodes, int one, int other) {
    if (one != other) {
      net.link(nodes.get(one), nodes.get(other)).open();
      net.link(nodes.get(other), nodes.get(one)).open();
    }
  }

  private void forge(MemoryChain chain) {
    if (chain.tip().point() instanceof Point.At at) {
      Block tip =
          MadeUpFormat.ERA
              .block(chain.blocks(at, at).orElseThrow().next().orElseThrow())
              .orElseThrow();
      Net.put(chain, List.of(tree.after(tip)));
    } else {
      Net.put(chain, List.of(tree.first()));
    }
  }

  @Test
  void aPeerThatIsFarBehindOurWindowIsFollowedUntilItCatchesUp() {
    Net net = new Net(5);
    List<Block> blocks = tree.chain(60);
    MemoryChain slow = net.chain(blocks.subList(0, 5));
    MemoryChain node = net.chain(MemorySettings.DEFAULT.withWindow(10, 1 << 20));
    Link link = net.link(slow, node).open();
    net.settle();
    Net.put(node, blocks.subList(5, 50));
    assertThat(node.status().peers().getFirst().state()).isEqualTo("behind our window");
    Net.put(slow, blocks.subList(5, 30));
    net.settle();
    assertThat(node.status().peers().getFirst().headers()).isZero();
    Net.put(slow, blocks.subList(30, 60));
    net.settle();
    assertThat(node.tip()).isEqualTo(blocks.getLast().header().tip());
    assertThat(link.complaints).isEmpty();
  }

  @Test
  void aPeerWhoseChainLeftOursBeforeTheWindowIsRefusedWithTheLimitsName() {
    Net net = new Net(6);
    List<Block> blocks = tree.chain(40);
    List<Block> fork = tree.fork(blocks, 5, 40);
    MemoryChain other = net.chain(fork.subList(0, 5));
    MemoryChain node = net.chain(MemorySettings.DEFAULT.withWindow(10, 1 << 20));
    Link link = net.link(other, node).open();
    net.settle();
    Net.put(node, blocks.subList(5, 40));
    Net.put(other, fork.subList(5, 45));
    net.settle();
    assertThat(link.complaints).hasSize(1);
    assertThat(link.complaints.getFirst().toString())
        .contains("left ours before block 30", "window.blocks 10");
    assertThat(node.tip()).isEqualTo(blocks.getLast().header().tip());
  }
}
