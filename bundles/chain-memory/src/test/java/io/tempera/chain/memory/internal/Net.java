package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.ChainFormat;
import io.tempera.chain.Verdict;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Some chains and the links between them, driven by a seed. */
final class Net {
  final VirtualRuntime runtime = new VirtualRuntime();
  final RecordingTracer tracer = new RecordingTracer(runtime);
  final List<Link> links = new ArrayList<>();
  final Random random;

  Net(long seed) {
    random = new Random(seed);
  }

  MemoryChain chain(MemorySettings settings) {
    List<ChainFormat> formats = List.of(new MadeUpFormat(3), MadeUpFormat.ERA);
    return new MemoryChain(runtime, () -> settings, () -> formats, tracer);
  }

  /** A chain that has these blocks. */
  MemoryChain chain(List<Block> blocks) {
    MemoryChain chain = chain(MemorySettings.DEFAULT);
    put(chain, blocks);
    return chain;
  }

  static void put(MemoryChain chain, List<Block> blocks) {
    for (Block block : blocks) {
      assertThat(chain.extend(block.encoded())).isEqualTo(Verdict.ACCEPTED);
    }
  }

  /** A link that is not open yet. */
  Link link(MemoryChain server, MemoryChain client) {
    Link link = new Link(server, client, links.size());
    links.add(link);
    return link;
  }

  /** One step of one link that has something to do. */
  boolean step() {
    int first = random.nextInt(Math.max(1, links.size()));
    for (int turn = 0; turn < links.size(); turn++) {
      if (links.get((first + turn) % links.size()).step(random)) {
        return true;
      }
    }
    return false;
  }

  /** Until nothing is left to do, now. */
  void settle() {
    settle(() -> {});
  }

  /** The same, and something after each step. */
  void settle(Runnable after) {
    for (int steps = 0; step(); steps++) {
      after.run();
      if (steps > 2_000_000) {
        throw new AssertionError("It goes on for ever");
      }
    }
  }

  /** Until nothing is left to do, now and when those who refused may be asked again. */
  void settleForGood() {
    settleForGood(() -> {});
  }

  /** The same, and something after each step. */
  void settleForGood(Runnable after) {
    settle(after);
    runtime.advance(BlockSide.REFUSAL.plus(Duration.ofSeconds(1)));
    settle(after);
  }

  /** Closes everything, after which no timer may be left. */
  void end() {
    links.forEach(Link::close);
    runtime.assertNothingLeft();
  }
}
