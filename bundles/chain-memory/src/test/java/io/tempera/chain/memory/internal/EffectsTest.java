package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainTrace;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Verdict;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever is told of a change is told whatever the others do with it. */
class EffectsTest {
  private final Net net = new Net(1);
  private final List<Block> blocks = new Tree().chain(2);
  private final List<String> said = new ArrayList<>();

  private void waits(MemoryChain chain, Runnable news) {
    ChainReader reader = chain.reader(ReadPosition.START, news);
    assertThat(reader.next()).isPresent(); // where it begins
    assertThat(reader.next()).isEmpty();
  }

  private static void fail(String why) {
    throw new IllegalStateException(why);
  }

  @Test
  void oneThatThrowsDoesNotKeepTheOthersFromBeingTold() {
    MemoryChain node = net.chain(MemorySettings.DEFAULT);
    waits(node, () -> said.add("one"));
    waits(node, () -> fail("a broken reader"));
    waits(node, () -> said.add("three"));
    assertThat(node.extend(blocks.getFirst().encoded())).isEqualTo(Verdict.ACCEPTED);
    assertThat(said).containsExactly("one", "three");
    assertThat(net.tracer.traces(ChainTrace.TipMoved.class)).hasSize(1);
    assertThat(net.runtime.uncaught())
        .singleElement()
        .satisfies(thrown -> assertThat(thrown).hasMessageContaining("a broken reader"));
  }

  @Test
  void whoWaitsIsToldBeforeItIsSaidAndWhateverATracerDoes() {
    Tracer broken =
        new Tracer() {
          @Override
          public void trace(Trace trace) {
            said.add("trace");
            fail("a broken tracer");
          }

          @Override
          public boolean wanted(Class<? extends Trace> kind) {
            return true;
          }
        };
    MemoryChain node =
        new MemoryChain(
            net.runtime, () -> MemorySettings.DEFAULT, () -> List.of(MadeUpFormat.ERA), broken);
    waits(node, () -> said.add("news"));
    assertThat(node.extend(blocks.getFirst().encoded())).isEqualTo(Verdict.ACCEPTED);
    assertThat(said).containsExactly("news", "trace");
    assertThat(net.runtime.uncaught()).hasSize(1);
  }
}
