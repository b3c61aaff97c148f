package io.tempera.mux.internal;

import static io.tempera.mux.StartMode.EAGERLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.WireTrace;
import io.tempera.testkit.RawSdu;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of each SDU and each use of a channel, and to whom. */
class WireTraceTest {
  private static final ProtocolKey KEEP = MuxWorld.KEEP;
  private static final ProtocolKey CHAIN = MuxWorld.CHAIN;

  private final MuxWorld world = new MuxWorld();

  WireTraceTest() throws Exception {}

  @AfterEach
  void end() {
    world.close();
  }

  /** What was said since the last time, without the time stamps of what we sent. */
  private List<String> said() {
    List<String> said =
        world.tracer.traces(WireTrace.class).stream()
            .map(trace -> trace.what().replaceFirst("^(out: .*), time stamp \\d+$", "$1"))
            .toList();
    world.tracer.clear();
    return said;
  }

  private void answers() {
    world.job(
        KEEP,
        EAGERLY,
        job -> {
          while (true) {
            job.receive(3);
            job.send("820101");
          }
        });
  }

  private void roundTrip() {
    world.send(KEEP, "820001");
    world.expect(KEEP, "820101");
  }

  @Test
  void aRoundTripIsSaidInTheOrderOfTheWire() {
    world.tracer.frequentToo(true);
    world.running(KEEP);
    answers();
    assertThat(said()).containsExactly("8 responder waits for bytes");
    world.peer.send(new RawSdu(0xffff_ffffL, false, 8, "820001"));
    world.runtime.runUntilIdle();
    world.expect(KEEP, "820101");
    assertThat(said())
        .containsExactly(
            "in: 8 initiator, 3 bytes, time stamp 4294967295",
            "8 responder took 3 bytes",
            "8 responder sends 3 bytes",
            "8 responder sent",
            "8 responder waits for bytes",
            "out: 8 responder, 3 bytes",
            "batch written");
  }

  @Test
  void eachSduOfABatchIsSaidAsItStandsOnTheWire() {
    world.running(KEEP, CHAIN);
    world.tracer.frequentToo(true);
    world.advance(Duration.ofSeconds(7));
    // Both are queued before the loop has its next turn.
    TestJob chain = new TestJob(world.runtime, "chain", job -> job.send(MuxWorld.hex(30_000)));
    TestJob keep = new TestJob(world.runtime, "keep", job -> job.send("820101"));
    world.mux.runMiniProtocol(CHAIN, EAGERLY, chain);
    world.mux.runMiniProtocol(KEEP, EAGERLY, keep);
    world.runtime.runUntilIdle();
    List<WireTrace.SduSent> sent = world.tracer.traces(WireTrace.SduSent.class);
    List<WireTrace.SduSent> seen =
        sent.stream()
            .map(
                each -> {
                  RawSdu sdu = world.peer.takeSdu();
                  return new WireTrace.SduSent(
                      world.mux.connectionId(),
                      sdu.timestamp(),
                      sdu.number(),
                      sdu.responder() ? Direction.RESPONDER : Direction.INITIATOR,
                      sdu.payloadHex().length() / 2);
                })
            .toList();
    assertThat(sent).isEqualTo(seen);
    assertThat(world.peer.available()).isZero();
    assertThat(sent).extracting(WireTrace.SduSent::length).hasSize(4).contains(12_288, 5_424, 3);
    assertThat(said())
        .filteredOn(what -> !what.startsWith("out"))
        .endsWith("batch written")
        .contains("2 responder sends 30000 bytes", "2 responder sent");
  }

  @Test
  void aHeaderIsSaidBeforeItsPayloadIsThere() {
    world.running(KEEP);
    world.idle(KEEP, EAGERLY);
    world.tracer.frequentToo(true);
    world.peer.write("00000001" + "0008" + "0003" + "82");
    world.runtime.runUntilIdle();
    assertThat(said()).containsExactly("in: 8 initiator, 3 bytes, time stamp 1");
    world.peer.write("0001");
    world.runtime.runUntilIdle();
    assertThat(said()).isEmpty();
  }

  @Test
  void theHandshakesSdusAreSaidOnceThoughTheyComeBeforeItRuns() {
    world.tracer.frequentToo(true);
    world.mux.handshakeChannel().send(Direction.INITIATOR, new byte[] {1, 2});
    world.send(KEEP, "820001");
    world.running(KEEP);
    assertThat(said())
        .containsExactly(
            "out: 0 initiator, 2 bytes", "batch written", "in: 8 initiator, 3 bytes, time stamp 0");
  }

  @Test
  void aListenerComesAndGoesWhileTheConnectionLives() {
    world.running(KEEP);
    answers();
    roundTrip();
    assertThat(said()).isEmpty();
    world.tracer.frequentToo(true);
    roundTrip();
    assertThat(said()).hasSize(7).first().asString().startsWith("in: 8 initiator");
    world.tracer.frequentToo(false);
    roundTrip();
    assertThat(said()).isEmpty();
  }

  @Test
  void aLineNamesTheConnection() {
    assertThat(new WireTrace.BatchWritten(world.mux.connectionId()).text())
        .isEqualTo(world.mux.connectionId() + " wire: batch written");
  }
}
