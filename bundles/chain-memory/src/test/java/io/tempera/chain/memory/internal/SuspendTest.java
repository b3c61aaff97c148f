package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspendTest {
  private final Net net = new Net(1);
  private final List<Block> blocks = new Tree().chain(10);
  private final MemoryChain node = net.chain(MemorySettings.DEFAULT.withCandidateHeaders(4));

  private HeaderFollower follow(int peer, List<Block> told) {
    HeaderFollower headers = node.headers(Link.id(peer), () -> {});
    headers.intersected(Point.ORIGIN, Tip.ORIGIN);
    tell(headers, told);
    return headers;
  }

  private static void tell(HeaderFollower headers, List<Block> told) {
    told.forEach(
        block ->
            assertThat(headers.rollForward(block.header().encoded(), Tip.ORIGIN))
                .isEqualTo(Verdict.ACCEPTED));
  }

  @Test
  void whoComesNextGoesOnWhereTheOtherLetGo() {
    HeaderFollower before = follow(0, blocks.subList(0, 3));
    assertThat(node.resume(Link.id(0), () -> {})).isEmpty();
    before.suspend();
    assertThat(node.status().peers().getFirst().state()).isEqualTo("handed over");
    assertThat(before.room()).isZero();
    List<String> news = new ArrayList<>();
    HeaderFollower after = node.resume(Link.id(0), () -> news.add("room")).orElseThrow();
    before.close(); // as a half does at its end: too late to matter
    assertThat(after.blockNo()).isEqualTo(3);
    tell(after, blocks.subList(3, 4));
    assertThat(after.room()).isZero();
    Net.put(node, blocks.subList(0, 1));
    assertThat(news).containsExactly("room");
    after.close();
    net.runtime.assertNothingLeft();
  }

  @Test
  void theOneWhoLetGoIsNotAskedAnyMore() {
    HeaderFollower before = follow(0, blocks.subList(0, 3));
    before.suspend();
    HeaderFollower after = node.resume(Link.id(0), () -> {}).orElseThrow();
    assertThat(before.rollForward(blocks.get(3).header().encoded(), Tip.ORIGIN))
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(before.rollBackward(Point.ORIGIN, Tip.ORIGIN)).isEqualTo(Verdict.ACCEPTED);
    assertThat(before.notFound(Tip.ORIGIN)).isEmpty();
    before.suspend();
    assertThat(after.blockNo()).isEqualTo(3);
    assertThat(after.room()).isEqualTo(1);
  }

  @Test
  void theChainGoesOnMeanwhile() {
    HeaderFollower before = follow(0, blocks.subList(0, 3));
    var fetch = node.blocks(Link.id(0), () -> {});
    before.suspend();
    assertThat(fetch.next().orElseThrow().blocks()).isEqualTo(3);
    blocks.subList(0, 3).forEach(block -> fetch.received(block.encoded()));
    assertThat(node.tip().blockNo()).isEqualTo(3);
    HeaderFollower after = node.resume(Link.id(0), () -> {}).orElseThrow();
    assertThat(after.room()).isEqualTo(4);
    tell(after, blocks.subList(3, 5));
  }

  @Test
  void afterAWhileNothingIsLeft() {
    follow(0, blocks.subList(0, 3)).suspend();
    net.runtime.advance(Duration.ofSeconds(59));
    HeaderFollower again = node.resume(Link.id(0), () -> {}).orElseThrow();
    again.suspend();
    net.runtime.advance(Duration.ofSeconds(59));
    assertThat(node.status().peers()).hasSize(1);
    net.runtime.advance(Duration.ofSeconds(1));
    assertThat(node.status().peers()).isEmpty();
    assertThat(node.resume(Link.id(0), () -> {})).isEmpty();
    net.runtime.assertNothingLeft();
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    for (int peer = 0; peer <= Follow.MOST_SUSPENDED; peer++) {
      follow(peer, List.of()).suspend();
    }
    assertThat(node.status().peers()).hasSize(Follow.MOST_SUSPENDED);
    assertThat(node.resume(Link.id(0), () -> {})).isEmpty();
    assertThat(node.resume(Link.id(1), () -> {})).isPresent();
    node.close();
    assertThat(node.status().peers()).hasSize(1);
    net.runtime.assertNothingLeft();
  }

  @Test
  void whoLetsGoAfterItWasClosedLeavesNothing() {
    HeaderFollower before = follow(0, blocks.subList(0, 3));
    follow(1, blocks.subList(0, 3)).suspend();
    node.close();
    assertThat(node.status().peers()).hasSize(1);
    before.suspend();
    assertThat(node.status().peers()).isEmpty();
    assertThat(node.resume(Link.id(0), () -> {})).isEmpty();
    net.runtime.assertNothingLeft();
  }

  @Test
  void whoBeginsAnewOnAConnectionEndsTheOther() {
    HeaderFollower before = follow(0, blocks.subList(0, 3));
    HeaderFollower after = follow(0, blocks.subList(0, 1));
    assertThat(before.room()).isZero();
    before.close();
    assertThat(after.blockNo()).isEqualTo(1);
    assertThat(node.status().peers()).hasSize(1);
    var first = node.blocks(Link.id(0), () -> {});
    var second = node.blocks(Link.id(0), () -> {});
    assertThat(first.next()).isEmpty();
    assertThat(second.next()).isPresent();
    assertThat(first.received(blocks.get(0).encoded())).isEqualTo(Verdict.ACCEPTED);
    first.close();
    assertThat(node.status().onWay()).isEqualTo(1);
  }
}
