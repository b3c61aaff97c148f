package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.Direction;
import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import io.tempera.runtime.Task;
import io.tempera.testkit.VirtualRuntime;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EgressSchedulerTest {
  private static final int SDU = 12_288;
  private static final int BATCH = 131_072;
  private static final int SOFT_LIMIT = 262_143;

  private final VirtualRuntime runtime = new VirtualRuntime();
  private int turns;
  private MuxSettings settings = MuxSettings.DEFAULTS;
  private final Supplier<MuxSettings> supplier = () -> settings;
  private final EgressScheduler egress =
      new EgressScheduler(supplier, runtime, SDU, BATCH, () -> turns++);
  private final EgressQueue bulk = queue(2, Direction.INITIATOR);
  private final EgressQueue small = queue(8, Direction.RESPONDER);

  private static EgressQueue queue(int number, Direction direction) {
    return new EgressQueue(new ProtocolKey(number, direction));
  }

  @AfterEach
  void nothingIsLeft() {
    runtime.assertNothingLeft();
  }

  private void send(EgressQueue queue, int bytes) throws InterruptedException {
    byte[] message = new byte[bytes];
    Arrays.fill(message, (byte) queue.key().number());
    assertThat(offer(queue, message)).isTrue();
  }

  /** Sends a message in three pieces, the first of which does not begin where its memory does. */
  private boolean offer(EgressQueue queue, byte[] message) throws InterruptedException {
    int third = message.length / 3;
    ByteBuffer first = ByteBuffer.allocate(third + 1).put((byte) 99).put(message, 0, third);
    return egress.send(
        queue,
        List.of(
            first.flip().position(1),
            ByteBuffer.wrap(message, third, third).asReadOnlyBuffer(),
            ByteBuffer.wrap(message, 2 * third, message.length - 2 * third)));
  }

  /** One SDU of a batch, as the remote side reads it. */
  private record Sdu(int number, int length) {}

  private List<Sdu> sdus(Batch batch) {
    SduReader reader = new SduReader();
    List<Sdu> sdus = new ArrayList<>();
    SduSink sink =
        new SduSink() {
          @Override
          public Optional<MuxError> sdu(SduHeader header, ByteBuffer payload, boolean owned) {
            sdus.add(new Sdu(header.number(), header.length()));
            while (payload.hasRemaining()) {
              assertThat(payload.get()).isEqualTo((byte) header.number());
            }
            return Optional.empty();
          }

          @Override
          public void burstEnded() {}
        };
    int bytes = 0;
    for (ByteBuffer buffer : batch.buffers()) {
      bytes += buffer.remaining();
      assertThat(reader.read(buffer, sink)).isEmpty();
    }
    assertThat(reader.insideSdu()).isFalse();
    assertThat(bytes).isEqualTo(batch.bytes());
    assertThat(sdus).hasSize(batch.sdus());
    return sdus;
  }

  private List<Sdu> nextSdus() {
    List<Sdu> next = sdus(egress.nextBatch(0));
    if (!next.isEmpty()) {
      egress.batchWritten();
    }
    return next;
  }

  @Test
  void aMessageIsCutIntoSdus() throws InterruptedException {
    send(bulk, 30_000);
    assertThat(nextSdus()).containsExactly(new Sdu(2, SDU), new Sdu(2, SDU), new Sdu(2, 5_424));
    assertThat(nextSdus()).isEmpty();
  }

  @Test
  void messagesShareAnSdu() throws InterruptedException {
    send(small, 3);
    send(small, 3);
    send(small, 1_000);
    send(small, 3);
    assertThat(nextSdus()).containsExactly(new Sdu(8, 1_009));
  }

  @Test
  void everyHalfHasOneSduInItsTurn() throws InterruptedException {
    send(bulk, 5 * SDU);
    send(small, 3);
    EgressQueue third = queue(4, Direction.INITIATOR);
    send(third, 2 * SDU);
    assertThat(nextSdus().stream().map(Sdu::number)).containsExactly(2, 8, 4, 2, 4, 2, 2, 2);
  }

  @Test
  void aBatchEndsBeforeItsBytesAreTooMany() throws InterruptedException {
    send(bulk, 25 * SDU);
    List<Integer> sizes = new ArrayList<>();
    for (Batch next = egress.nextBatch(0); next.sdus() > 0; next = egress.nextBatch(0)) {
      assertThat(next.bytes()).isLessThanOrEqualTo(BATCH);
      sizes.add(sdus(next).size());
      egress.batchWritten();
    }
    assertThat(sizes).containsExactly(10, 10, 5);
  }

  @Test
  void aBatchHasAtMostAHundredSdus() throws InterruptedException {
    for (int i = 0; i < 250; i++) {
      send(queue(100 + i % 20, Direction.INITIATOR), 1);
    }
    assertThat(nextSdus()).hasSize(100);
    assertThat(nextSdus()).hasSize(100);
    assertThat(nextSdus()).hasSize(50);
  }

  @Test
  void betweenTwoSdusOfASmallProtocolIsAtMostOneBatchOfOthers() throws InterruptedException {
    EgressQueue other = queue(3, Direction.RESPONDER);
    for (int i = 0; i < 200; i++) {
      while (bulk.bytes() < SOFT_LIMIT) {
        send(bulk, 65_536);
      }
      while (other.bytes() < SOFT_LIMIT) {
        send(other, 65_536);
      }
      send(small, 4);
      int bytesBefore = 0;
      boolean came = false;
      for (Sdu sdu : nextSdus()) {
        came |= sdu.number() == 8;
        bytesBefore += came ? 0 : 8 + sdu.length();
      }
      assertThat(came).as("in the very next batch").isTrue();
      assertThat(bytesBefore).isLessThanOrEqualTo(BATCH);
    }
    while (!nextSdus().isEmpty()) {
      // until nothing is queued
    }
  }

  @Test
  void aHandshakeMessageIsOneSduAndGoesFirst() throws InterruptedException {
    send(bulk, 10);
    assertThat(egress.sendHandshake(Direction.RESPONDER, new byte[0xffff])).isTrue();
    assertThat(egress.sendHandshake(Direction.RESPONDER, new byte[23])).isTrue();
    assertThat(nextSdus()).containsExactly(new Sdu(0, 0xffff), new Sdu(0, 23), new Sdu(2, 10));
  }

  @Test
  void aTurnIsAskedForOnceWhileSomethingWaits() throws InterruptedException {
    send(bulk, 10);
    send(bulk, 10);
    send(small, 10);
    assertThat(turns).isEqualTo(1);
    assertThat(egress.nextBatch(0).sdus()).isEqualTo(2);
    assertThat(turns).isEqualTo(1);
    send(small, 10);
    assertThat(turns).as("not while a batch is under way").isEqualTo(1);
    assertThat(egress.nextBatch(0)).isSameAs(Batch.EMPTY);
    egress.batchWritten();
    assertThat(turns).as("what was queued meanwhile").isEqualTo(2);
    assertThat(nextSdus()).hasSize(1);
    assertThat(turns).as("nothing waits").isEqualTo(2);
  }

  @Test
  void aSendTakesAllBelowTheSoftLimitAndBlocksAtIt() throws Exception {
    send(bulk, SOFT_LIMIT - 1);
    runtime.run(() -> send(bulk, 1_000_000));
    assertThat(bulk.bytes()).isEqualTo(SOFT_LIMIT - 1 + 1_000_000);

    Task blocked = runtime.start("blocked", () -> send(bulk, 1));
    Task other = runtime.start("other", () -> send(small, 1));
    runtime.runUntilIdle();
    assertThat(blocked.isDone()).isFalse();
    assertThat(other.isDone()).as("the limit is each half's own").isTrue();

    while (bulk.bytes() >= SOFT_LIMIT) {
      runtime.runUntilIdle();
      assertThat(blocked.isDone()).isFalse();
      nextSdus();
    }
    runtime.runUntilIdle();
    assertThat(blocked.isDone()).isTrue();
    while (!nextSdus().isEmpty()) {
      // until nothing is queued
    }
  }

  @Test
  void aClosedQueueRefusesAndItsBlockedSenderIsWokenAndWhatItHoldsGoesOut() throws Exception {
    send(bulk, SOFT_LIMIT);
    List<Boolean> answers = new ArrayList<>();
    Task blocked = runtime.start("blocked", () -> answers.add(offer(bulk, new byte[1])));
    runtime.runUntilIdle();
    egress.close(bulk);
    runtime.runUntilIdle();
    assertThat(blocked.isDone()).isTrue();
    assertThat(answers).containsExactly(false);
    assertThat(offer(bulk, new byte[1])).isFalse();
    int bytes = 0;
    for (List<Sdu> next = nextSdus(); !next.isEmpty(); next = nextSdus()) {
      bytes += next.stream().mapToInt(Sdu::length).sum();
    }
    assertThat(bytes).isEqualTo(SOFT_LIMIT);
  }

  @Test
  void aRaisedLimitLetsABlockedSenderGo() throws Exception {
    send(bulk, SOFT_LIMIT);
    Task blocked = runtime.start("blocked", () -> send(bulk, 1));
    runtime.runUntilIdle();
    settings =
        new MuxSettings(
            settings.sduTimeout(),
            settings.stopDrain(),
            settings.eofGrace(),
            1_000_000,
            100,
            settings.egressInterval(),
            1_000_000_000,
            70_000);
    nextSdus();
    runtime.runUntilIdle();
    assertThat(blocked.isDone()).isTrue();
  }

  @Test
  void drainedIsToldWhenTheLastByteWentIntoABatch() throws InterruptedException {
    List<String> told = new ArrayList<>();
    egress.whenDrained(bulk, () -> told.add("empty"));
    assertThat(told).containsExactly("empty");
    send(bulk, BATCH);
    egress.whenDrained(bulk, () -> told.add("bulk"));
    nextSdus();
    assertThat(told).containsExactly("empty");
    assertThat(egress.nextBatch(0).sdus()).isEqualTo(1);
    assertThat(told).containsExactly("empty", "bulk");
  }

  @Test
  void idleIsToldWhenTheLastBatchWasWritten() throws InterruptedException {
    List<String> told = new ArrayList<>();
    egress.whenIdle(() -> told.add("nothing"));
    assertThat(told).containsExactly("nothing");
    send(bulk, BATCH);
    egress.whenIdle(() -> told.add("written"));
    nextSdus();
    assertThat(egress.nextBatch(0).sdus()).isEqualTo(1);
    assertThat(told).containsExactly("nothing");
    egress.batchWritten();
    assertThat(told).containsExactly("nothing", "written");
  }

  @Test
  void longMessagesAreNotCopied() throws InterruptedException {
    byte[] message = new byte[20_000];
    egress.send(bulk, List.of(ByteBuffer.wrap(message)));
    send(small, 3);
    List<ByteBuffer> buffers = egress.nextBatch(0).buffers();
    assertThat(buffers.stream().filter(buffer -> buffer.array() == message)).hasSize(2);
    // Header of bulk; its slice; small's header and message with bulk's next header; its slice.
    assertThat(buffers).hasSize(4);
  }

  @Test
  void theFiguresCountHeadersOnTheWireAndPayloadInTheQueue() throws InterruptedException {
    send(bulk, 20_000);
    assertThat(egress.counters().egressQueued()).isEqualTo(20_000);
    nextSdus();
    assertThat(egress.counters().egressQueued()).isZero();
    assertThat(egress.counters().bytesOut()).isEqualTo(20_016);
    assertThat(egress.counters().sdusOut()).isEqualTo(2);
  }
}
