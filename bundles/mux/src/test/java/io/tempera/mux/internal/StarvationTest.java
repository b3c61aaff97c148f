package io.tempera.mux.internal;

import static io.tempera.mux.StartMode.ON_DEMAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.RawSdu;
import io.tempera.testkit.VirtualRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference's property "starvation" (network-mux Test.Mux): two responders give long answers,
 * however long, and whoever was asked first; neither holds the other up.
 */
class StarvationTest {
  private static final int SEEDS = 50;
  private static final int LOOKED_AT = 100;

  /** An answer is longer than this many SDUs, and shorter than so many more. */
  private static final int LEAST_SDUS = 2;

  private static final int MORE_SDUS = 200;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theNumbersOfTwoRespondersAlternateAmongTheFirstHundredSdus(long seed) throws Exception {
    VirtualRuntime runtime = VirtualRuntime.shuffled(seed);
    MemorySettings memory = MemorySettings.likeQueues();
    List<Integer> numbers = new ArrayList<>();
    try (MuxWorld world = new MuxWorld(runtime, memory)) {
      world.running(MuxWorld.CHAIN, MuxWorld.BLOCK);
      int sdus = 0;
      for (var key : List.of(MuxWorld.CHAIN, MuxWorld.BLOCK)) {
        int length = memory.sduSize() * LEAST_SDUS + 1 + below(runtime, memory, MORE_SDUS);
        sdus += (length + memory.sduSize() - 1) / memory.sduSize();
        world.job(
            key,
            ON_DEMAND,
            job -> {
              job.receive(1);
              job.send(MuxWorld.hex(length));
            });
      }
      boolean first = runtime.chance().below(2) == 0;
      world.peer.send(RawSdu.of((first ? MuxWorld.CHAIN : MuxWorld.BLOCK).number(), false, "01"));
      world.peer.send(RawSdu.of((first ? MuxWorld.BLOCK : MuxWorld.CHAIN).number(), false, "01"));
      for (int i = 0; i < sdus; i++) {
        numbers.add(world.peer.takeSdu().number());
      }
    }
    assertThat(numbers).contains(MuxWorld.CHAIN.number(), MuxWorld.BLOCK.number());
    assertAlternates(numbers);
  }

  private static int below(VirtualRuntime runtime, MemorySettings memory, int sdus) {
    return (int) runtime.chance().below((long) sdus * memory.sduSize());
  }

  /** From where both have begun to where the first of them is through. */
  private static void assertAlternates(List<Integer> numbers) {
    int begin = Math.max(numbers.indexOf(2), numbers.indexOf(3));
    int end = Math.min(numbers.lastIndexOf(2), numbers.lastIndexOf(3));
    assertThat(begin).as("the second begins soon: %s", numbers).isLessThan(LOOKED_AT / 2);
    for (int i = begin; i < Math.min(end, LOOKED_AT); i++) {
      assertThat(numbers.get(i + 1)).as("%s of %s", i + 1, numbers).isNotEqualTo(numbers.get(i));
    }
  }
}
