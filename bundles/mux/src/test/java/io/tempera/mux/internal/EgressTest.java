package io.tempera.mux.internal;

import static io.tempera.mux.StartMode.EAGERLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.ProtocolKey;
import io.tempera.testkit.RawSdu;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bytes that leave while the multiplexer runs, as the remote side sees them. */
class EgressTest {
  private static final ProtocolKey CHAIN = MuxWorld.CHAIN;
  private static final ProtocolKey KEEP = MuxWorld.KEEP;
  private static final ProtocolKey ASKER = MuxWorld.ASKER;

  private final MuxWorld world = new MuxWorld();

  EgressTest() throws Exception {}

  @AfterEach
  void end() {
    world.close();
  }

  private long clockMicros() {
    return world.runtime.nowNanos() / 1_000 & 0xffff_ffffL;
  }

  @Test
  void aWholeBatchBearsTheTimeOfItsWriting() {
    world.running(CHAIN, KEEP);
    TestJob chain = world.idle(CHAIN, EAGERLY);
    TestJob keep = world.idle(KEEP, EAGERLY);
    Set<Long> times = new HashSet<>();
    for (int round = 0; round < 3; round++) {
      world.advance(Duration.ofNanos(1_234_567_891));
      world.runtime.start("chain", () -> chain.send(MuxWorld.hex(30_000)));
      world.runtime.start("keep", () -> keep.send("820107"));
      for (int sdu = 0; sdu < 4; sdu++) {
        long stamped = world.peer.takeSdu().timestamp();
        assertThat(stamped).isEqualTo(clockMicros());
        times.add(stamped);
      }
    }
    assertThat(times).as("one for each batch").hasSize(3);
  }

  /** The times, in milliseconds, at which frames of keep-alive were sent until now. */
  private List<Long> sentAt(long begin) {
    List<Long> times = new ArrayList<>();
    while (world.peer.available() > 0) {
      times.add((world.peer.takeSdu().timestamp() - begin) / 1_000);
    }
    return times;
  }

  private void sendAt(TestJob job, int millis) {
    world.runtime.timers().after(Duration.ofMillis(millis), () -> sends(job));
  }

  private void sends(TestJob job) {
    world.runtime.start("send", () -> job.send("820107"));
  }

  @Test
  void withAnIntervalWhatIsSentSoonAfterATurnWaitsForTheNextOne() {
    world.settings = withInterval(Duration.ofMillis(100));
    world.running(KEEP, CHAIN);
    TestJob keep = world.idle(KEEP, EAGERLY);
    TestJob chain = world.idle(CHAIN, EAGERLY);
    long begin = clockMicros();
    for (int millis : List.of(0, 10, 99, 250, 350)) {
      sendAt(keep, millis);
    }
    sendAt(chain, 50);
    world.advance(Duration.ofSeconds(1));
    assertThat(sentAt(begin)).containsExactly(0L, 100L, 100L, 250L, 350L);
    assertThat(world.mux.counters().sdusOut()).isEqualTo(5);
  }

  @Test
  void theIntervalHoldsInTheMomentOfTheTurnToo() {
    world.settings = withInterval(Duration.ofMillis(100));
    world.running(KEEP);
    long begin = clockMicros();
    TestJob keep = world.idle(KEEP, EAGERLY);
    sends(keep);
    world.runtime.runUntilIdle();
    assertThat(world.mux.counters().egressQueued()).isZero();
    sends(keep);
    world.advance(Duration.ofSeconds(1));
    assertThat(sentAt(begin)).containsExactly(0L, 100L);
  }

  @Test
  void theIntervalDoesNotHoldUpWhatIsLeftOver() {
    world.settings = withInterval(Duration.ofMillis(200));
    world.running(CHAIN);
    long begin = clockMicros();
    world.job(CHAIN, EAGERLY, job -> job.send(MuxWorld.hex(1_000_000)));
    assertThat(sentAt(begin)).hasSize(82).containsOnly(0L);
    assertThat(world.runtime.elapsed()).isZero();
  }

  @Test
  void aStopDoesNotWaitForCompany() throws Exception {
    world.settings = withInterval(Duration.ofMillis(200));
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    sends(job);
    world.advance(Duration.ofMillis(1));
    sends(job);
    world.runtime.runUntilIdle();
    assertThat(world.mux.counters().sdusOut()).as("the second one waits").isEqualTo(1);
    world.mux.stop();
    world.runtime.runUntilIdle();
    assertThat(world.mux.counters().sdusOut()).isEqualTo(2);
    assertThat(world.runtime.elapsed()).isEqualTo(Duration.ofMillis(1));
    world.expect(KEEP, "820107");
    world.expect(KEEP, "820107");
    world.assertStopped();
  }

  private static MuxSettings withInterval(Duration interval) {
    MuxSettings usual = MuxSettings.DEFAULTS;
    return new MuxSettings(
        usual.sduTimeout(),
        usual.stopDrain(),
        usual.eofGrace(),
        usual.egressSoftLimit(),
        usual.batchSdus(),
        interval,
        usual.ingressBudget(),
        usual.handshakeHold());
  }

  @Test
  void theModeBitIsTheSendersHalf() {
    world.running(KEEP, ASKER);
    TestJob answers = world.idle(KEEP, EAGERLY);
    TestJob asks = world.idle(ASKER, EAGERLY);
    world.runtime.start("answers", () -> answers.send("820107"));
    world.peer.expect(RawSdu.of(8, true, "820107"));
    world.runtime.start("asks", () -> asks.send("820007"));
    world.peer.expect(RawSdu.of(8, false, "820007"));
  }

  @Test
  void bytesOfOneHalfStayInOrderAcrossSdusAndBatches() {
    world.running(CHAIN);
    StringBuilder sent = new StringBuilder();
    List<String> messages = new ArrayList<>();
    for (int i = 1; i < 400; i++) {
      String message = "%08x".formatted(i).repeat(i);
      messages.add(message);
      sent.append(message);
    }
    world.job(CHAIN, EAGERLY, job -> messages.forEach(message -> sendAll(job, message)));
    StringBuilder received = new StringBuilder();
    while (received.length() < sent.length()) {
      RawSdu sdu = world.peer.takeSdu();
      assertThat(sdu.payloadHex().length() / 2).isBetween(1, 12_288);
      received.append(sdu.payloadHex());
    }
    assertThat(received).hasToString(sent.toString());
    assertThat(world.said()).endsWith("2 responder ended");
  }

  private static void sendAll(TestJob job, String message) {
    try {
      job.send(message);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
