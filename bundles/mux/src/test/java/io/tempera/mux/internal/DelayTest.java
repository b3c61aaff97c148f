package io.tempera.mux.internal;

import static io.tempera.mux.StartMode.EAGERLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.DelaySample;
import io.tempera.mux.MuxTrace;
import io.tempera.mux.ProtocolKey;
import io.tempera.testkit.RawSdu;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When it is said how evenly SDUs arrive. */
class DelayTest {
  private static final ProtocolKey KEEP = MuxWorld.KEEP;

  private final MuxWorld world = new MuxWorld();

  DelayTest() throws Exception {}

  @AfterEach
  void end() {
    world.close();
  }

  /** An SDU that was sent so long ago, by a clock that is far from ours. */
  private void arrives(Duration ago) {
    long sent = (world.runtime.nowNanos() - ago.toNanos()) / 1_000 + 4_000_000_000L;
    world.peer.send(new RawSdu(sent & 0xffff_ffffL, false, 8, "820001"));
    world.runtime.runUntilIdle();
  }

  private List<DelaySample> said() {
    return world.tracer.traces(MuxTrace.DelaySampled.class).stream()
        .map(MuxTrace.DelaySampled::sample)
        .toList();
  }

  @Test
  void aSampleOfTenSecondsIsSaidWithTheNextSdu() {
    world.running(KEEP);
    for (int i = 0; i <= 10; i++) {
      arrives(Duration.ofMillis(i == 5 ? 31 : 20));
      world.advance(Duration.ofSeconds(1));
    }
    assertThat(said()).isEmpty();
    assertThat(world.mux.delay()).isEmpty();
    arrives(Duration.ofMillis(20));
    assertThat(said()).hasSize(1);
    DelaySample sample = said().getFirst();
    assertThat(sample.sdus()).isEqualTo(11);
    assertThat(sample.bytes()).isEqualTo(33);
    assertThat(sample.over()).isEqualTo(Duration.ofSeconds(10));
    assertThat(sample.mean()).isEqualTo(Duration.ofMillis(1));
    assertThat(sample.longest()).isEqualTo(Duration.ofMillis(11));
    assertThat(world.mux.delay()).contains(sample);
  }

  @Test
  void theEndOfAMiniProtocolEndsTheSampleToo() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    arrives(Duration.ZERO);
    arrives(Duration.ofMillis(3));
    world.tracer.clear();
    job.returned();
    world.runtime.runUntilIdle();
    assertThat(world.said())
        .containsExactly(
            "8 responder terminating",
            "8 responder ended",
            "SDUs took longer than the quickest by 1.5 ms on average, 1.5 ms deviation, 3.0 ms at"
                + " most (2 SDUs in 0 s)");
    TestJob next = world.idle(KEEP, EAGERLY);
    next.returned();
    world.runtime.runUntilIdle();
    assertThat(said()).as("nothing came meanwhile").hasSize(1);
  }

  @Test
  void theLastOneIsSaidWhenTheMultiplexerIsDead() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    arrives(Duration.ZERO);
    arrives(Duration.ZERO);
    job.failed("for the test");
    assertThat(world.error().text()).contains("for the test");
    assertThat(world.said().getLast()).contains("2 SDUs");
    assertThat(world.mux.delay().map(DelaySample::sdus)).isEqualTo(Optional.of(2L));
  }

  @Test
  void theHandshakeDoesNotCountButWhatWasHeldForItsHalfDoes() {
    arrives(Duration.ofSeconds(3));
    world.runtime.start(
        "handshake", () -> world.mux.handshakeChannel().receive(Duration.ofSeconds(1)));
    world.runtime.runUntilIdle();
    arrives(Duration.ZERO);
    arrives(Duration.ZERO);
    world.running(KEEP);
    world.mux.stop();
    world.assertStopped();
    assertThat(said()).hasSize(1).first().extracting(DelaySample::sdus).isEqualTo(2L);
  }
}
