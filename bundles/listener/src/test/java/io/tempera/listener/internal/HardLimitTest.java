package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.DialRequest;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.manager.internal.Settings;
import io.tempera.testkit.MemoryNetwork;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference's property HardLimit on a whole node: whoever comes and goes, in whichever order,
 * there are never more inbound connections than that.
 */
@Timeout(120)
final class HardLimitTest {
  private static final int SCRIPTS = 25;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SCRIPTS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void thereAreNeverMoreInboundConnectionsThanTheHardLimit(long seed) throws Exception {
    Random random = new Random(seed);
    int hard = 1 + random.nextInt(6);
    VirtualRuntime runtime = VirtualRuntime.shuffled(seed);
    MemoryNetwork network = new MemoryNetwork(runtime);
    TestNode node =
        new TestNode(
            runtime,
            network.host("127.0.0.1"),
            "127.0.0.1",
            Settings.defaults().withInboundHardLimit(hard));
    runtime.runUntilIdle();
    List<Bearer> dialled = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      switch (random.nextInt(3)) {
        case 0 -> {
          // Many at once; each says nothing, and is in its handshake until that is too long.
          for (int n = random.nextInt(2 * hard); n >= 0; n--) {
            runtime.start("client", () -> dial(network, node, dialled));
          }
        }
        case 1 -> {
          if (!dialled.isEmpty()) {
            dialled.remove(random.nextInt(dialled.size())).close();
          }
        }
        default -> runtime.advance(Duration.ofMillis(random.nextInt(4_000)));
      }
      runtime.runUntilIdle();
      assertThat(node.connections.counters().inbound()).isLessThanOrEqualTo(hard);
    }
    List<Integer> counts =
        node.tracer.traces(ConnectionTrace.Counters.class).stream()
            .map(trace -> trace.counters().inbound())
            .toList();
    assertThat(counts).isNotEmpty().allMatch(count -> count <= hard).contains(hard);
    runtime.run(node::close);
    dialled.forEach(Bearer::close);
    runtime.advance(Duration.ofMinutes(2));
    dialled.forEach(Bearer::close);
    runtime.assertNothingLeft();
    network.assertNothingLeft();
  }

  private static void dial(MemoryNetwork network, TestNode node, List<Bearer> dialled)
      throws InterruptedException {
    try {
      Duration limit = Duration.ofSeconds(60);
      dialled.add(network.dial(new DialRequest(node.address, Optional.empty(), limit)));
    } catch (BearerException e) {
      assertThat(e).as("it was shut, or too many wait there").hasMessageContaining("3001");
    }
  }
}
