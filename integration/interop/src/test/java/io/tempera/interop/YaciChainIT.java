package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloxbean.cardano.yaci.core.protocol.chainsync.messages.Point;
import io.tempera.chain.Block;
import io.tempera.chain.ChainFeed;
import io.tempera.chain.Verdict;
import io.tempera.chain.sample.BlockShape;
import io.tempera.chain.sample.MadeUpChain;
import io.tempera.interop.YaciHeaders.Back;
import io.tempera.interop.YaciHeaders.Forward;
import io.tempera.interop.YaciHeaders.Found;
import io.tempera.interop.YaciHeaders.NotFound;
import io.tempera.nodekit.FelixNode;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** yaci follows a node's made-up chain and fetches its blocks: every byte is the chain's. */
@Timeout(300)
class YaciChainIT {
  private static final int BLOCKS = 2_000;
  private static final int LARGE_BLOCKS = 5;

  private static final List<Block> CHAIN =
      MadeUpChain.of(1, new BlockShape(0, 2, 20)).blocks(BLOCKS).toList();

  private static FelixNode node;

  @BeforeAll
  static void start() throws Exception {
    node = fedNode();
    feed(node, CHAIN);
  }

  private static FelixNode fedNode() throws Exception {
    return FelixNode.start(
        new FelixNode.Settings()
            .set("io.tempera.chain.memory", "window.blocks", Integer.toString(2 * BLOCKS)));
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static void feed(FelixNode node, List<Block> blocks) throws Exception {
    ChainFeed feed = node.service(ChainFeed.class);
    for (Block block : blocks) {
      assertThat(feed.extend(block.encoded())).isEqualTo(Verdict.ACCEPTED);
    }
  }

  private static Point point(Block block) {
    return new Point(block.point().slot(), block.point().hash().toString());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** They came in this order, with these bytes, and yaci reads of them what we do. */
  private static void assertAre(List<Block> blocks, List<Forward> headers) {
    assertThat(headers).hasSameSizeAs(blocks);
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      Forward came = headers.get(i);
      assertThat(came.message()).startsWith(hex(block.header().encoded().bytes()));
      assertThat(came.header().getBlockNumber()).isEqualTo(block.header().blockNo());
      assertThat(came.header().getSlot()).isEqualTo(block.point().slot());
      assertThat(came.header().getBlockHash()).isEqualTo(block.point().hash().toString());
      assertThat(came.header().getPrevHash())
          .isEqualTo(block.header().previous().map(Object::toString).orElse(null));
    }
  }

  @Test
  void twoThousandHeadersFromTheOriginThenARollbackAndAFork() throws Exception {
    try (FelixNode served = fedNode()) {
      feed(served, CHAIN);
      YaciHeaders headers = new YaciHeaders(Point.ORIGIN);
      try (YaciClient yaci = YaciClient.connect(served, headers)) {
        headers.speak();
        assertThat(headers.next(Found.class).point()).isEqualTo("origin");
        assertThat(headers.next(Back.class).point()).isEqualTo("origin");
        List<Forward> came = headers.forwards(BLOCKS);
        assertAre(CHAIN, came);
        Forward last = came.getLast();
        assertThat(last.tip().getBlock()).isEqualTo(BLOCKS - 1);
        assertThat(last.tip().getPoint()).isEqualTo(point(CHAIN.getLast()));

        // It waits now: one more comes when there is one more, and then a shorter chain.
        Block more = MadeUpChain.of(2).after(CHAIN.getLast().header().tip()).next();
        feed(served, List.of(more));
        assertAre(List.of(more), headers.forwards(1));
        Block parting = CHAIN.get(BLOCKS - 11);
        assertThat(served.service(ChainFeed.class).rollBack(parting.point()))
            .isEqualTo(Verdict.ACCEPTED);
        List<Block> fork = MadeUpChain.of(3).after(parting.header().tip()).blocks(30).toList();
        feed(served, fork);
        assertThat(headers.next(Back.class).point()).isEqualTo(parting.point().toString());
        assertAre(fork, headers.forwards(fork.size()));

        // And nothing besides: the next that it is told is the next that there is.
        Block next = MadeUpChain.of(4).after(fork.getLast().header().tip()).next();
        feed(served, List.of(next));
        assertAre(List.of(next), headers.forwards(1));
      }
    }
  }

  @Test
  void headersFromAMiddlePoint() throws Exception {
    Block from = CHAIN.get(BLOCKS / 2);
    Point elsewhere = point(MadeUpChain.of(9).next());
    YaciHeaders headers = new YaciHeaders(elsewhere, point(from), Point.ORIGIN);
    try (YaciClient yaci = YaciClient.connect(node, headers)) {
      headers.speak();
      assertThat(headers.next(Found.class).point()).isEqualTo(from.point().toString());
      assertThat(headers.next(Back.class).point()).isEqualTo(from.point().toString());
      List<Block> rest = CHAIN.subList(BLOCKS / 2 + 1, BLOCKS);
      assertAre(rest, headers.forwards(rest.size()));
    }
  }

  @Test
  void aPointOfAnotherChainIsNotFound() throws Exception {
    YaciHeaders headers = new YaciHeaders(point(MadeUpChain.of(9).next()));
    try (YaciClient yaci = YaciClient.connect(node, headers)) {
      headers.speak();
      assertThat(headers.next(NotFound.class).tip().getPoint()).isEqualTo(point(CHAIN.getLast()));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 106", "0, 1999", "1999, 1999"})
  void rangesOfBlocks(int first, int last) throws Exception {
    YaciBlocks blocks = new YaciBlocks();
    try (YaciClient yaci = YaciClient.connect(node, blocks)) {
      assertAreFetched(CHAIN.subList(first, last + 1), blocks);
    }
  }

  private static void assertAreFetched(List<Block> wanted, YaciBlocks blocks) throws Exception {
    YaciBlocks.Batch came = fetched(wanted, blocks);
    assertThat(came.read())
        .extracting(block -> block.getHeader().getHeaderBody().getBlockHash())
        .isEqualTo(wanted.stream().map(block -> block.point().hash().toString()).toList());
    assertThat(came.read()).allMatch(block -> block.getTransactionBodies().size() == 2);
  }

  /** Fetches blocks, and compares every byte. */
  private static YaciBlocks.Batch fetched(List<Block> wanted, YaciBlocks blocks) throws Exception {
    YaciBlocks.Batch came =
        blocks.fetch(point(wanted.getFirst()), point(wanted.getLast())).orElseThrow();
    assertThat(came.messages())
        .isEqualTo(wanted.stream().map(block -> "8204" + hex(block.encoded().bytes())).toList());
    return came;
  }

  @Test
  void rangesOfWhichTheNodeHasNotAllAreNoBlocksAndTheConversationGoesOn() throws Exception {
    List<Block> fork = MadeUpChain.of(4).after(CHAIN.get(100).header().tip()).blocks(2).toList();
    YaciBlocks blocks = new YaciBlocks();
    try (YaciClient yaci = YaciClient.connect(node, blocks)) {
      assertThat(blocks.fetch(point(fork.getFirst()), point(fork.getLast()))).isEmpty();
      assertThat(blocks.fetch(point(CHAIN.get(90)), point(fork.getLast()))).isEmpty();
      assertThat(blocks.fetch(point(CHAIN.get(9)), point(CHAIN.get(8)))).isEmpty();
      assertAreFetched(CHAIN.subList(90, 100), blocks);
      assertAreFetched(CHAIN.subList(5, 6), blocks);
    }
  }

  @Test
  void blocksOfManySdus() throws Exception {
    List<Block> large =
        MadeUpChain.of(5, new BlockShape(300_000, 2, 20)).blocks(LARGE_BLOCKS).toList();
    try (FelixNode served = fedNode()) {
      feed(served, large);
      YaciBlocks blocks = new YaciBlocks();
      try (YaciClient yaci = YaciClient.connect(served, blocks)) {
        fetched(large, blocks);
      }
    }
  }
}
