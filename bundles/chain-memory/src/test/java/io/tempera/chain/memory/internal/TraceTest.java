package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tempera.chain.Block;
import io.tempera.chain.ChainTrace.BlockFetched;
import io.tempera.chain.ChainTrace.BlocksMissing;
import io.tempera.chain.ChainTrace.SwitchedFork;
import io.tempera.chain.ChainTrace.TipMoved;
import io.tempera.trace.Level;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceTest {
  private final Net net = new Net(1);
  private final Tree tree = new Tree();

  @Test
  void whileItCatchesUpTheTipIsSaidNowAndThenOnly() {
    List<Block> blocks = tree.chain(2_500);
    MemoryChain source = net.chain(blocks);
    MemoryChain node = net.chain(MemorySettings.DEFAULT);
    net.tracer.clear();
    net.link(source, node).open();
    net.settle();
    assertThat(net.tracer.traces(TipMoved.class))
        .extracting(moved -> moved.tip().blockNo(), TipMoved::caughtUp)
        .containsExactly(tuple(1_000L, false), tuple(2_000L, false), tuple(2_500L, true));
    assertThat(net.tracer.traces(TipMoved.class).getFirst().text())
        .isEqualTo(
            "chain: "
                + blocks.get(999).header().tip()
                + ", from 127.0.0.1:3001<->127.0.0.1:10000, and more to come");
  }

  @Test
  void atTheTipEachBlockIsSaid() {
    List<Block> blocks = tree.chain(10);
    MemoryChain source = net.chain(blocks.subList(0, 5));
    MemoryChain node = net.chain(MemorySettings.DEFAULT);
    net.link(source, node).open();
    net.settle();
    net.tracer.clear();
    for (Block block : blocks.subList(5, 10)) {
      Net.put(source, List.of(block));
      net.settle();
    }
    List<TipMoved> moved = net.tracer.traces(TipMoved.class);
    assertThat(moved).hasSize(10).allMatch(TipMoved::caughtUp); // both chains say it
    assertThat(moved.get(0).text()).endsWith(", of our own");
    assertThat(moved.get(1).from()).isEqualTo(Optional.of(Link.id(0)));
    assertThat(moved).allMatch(each -> each.level() == Level.INFO);
  }

  @Test
  void aRollbackOfOurOwnIsSaidAndEachBlockOnlyToWhomAsks() {
    List<Block> blocks = tree.chain(3);
    MemoryChain source = net.chain(blocks);
    MemoryChain node = net.chain(MemorySettings.DEFAULT);
    net.tracer.frequentToo(true);
    net.link(source, node).open();
    net.settle();
    assertThat(net.tracer.traces(BlockFetched.class))
        .extracting(BlockFetched::text)
        .first()
        .isEqualTo(
            "127.0.0.1:3001<->127.0.0.1:10000 chain: "
                + blocks.get(0).header().tip()
                + " has come, "
                + blocks.get(0).encoded().size()
                + " bytes");
    source.rollBack(blocks.get(0).point());
    assertThat(net.tracer.traces(SwitchedFork.class))
        .extracting(SwitchedFork::text)
        .containsExactly(
            "chain: 2 blocks after "
                + blocks.get(0).point()
                + " gone, now "
                + blocks.get(0).header().tip()
                + ", by our own wish");
  }

  @Test
  void whoDoesNotHaveWhatItToldIsSaid() {
    List<Block> blocks = tree.chain(3);
    Link link = net.link(net.chain(blocks), net.chain(MemorySettings.DEFAULT)).open();
    link.refuses = true;
    net.settle();
    assertThat(net.tracer.traces(BlocksMissing.class).getFirst().text())
        .contains("127.0.0.1:10000 chain: the peer does not have block 1 at 10.");
  }
}
