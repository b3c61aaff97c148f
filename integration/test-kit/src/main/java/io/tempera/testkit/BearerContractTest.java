package io.tempera.testkit;

import static io.tempera.testkit.RecordingUser.Call.BATCH_WRITTEN;
import static io.tempera.testkit.RecordingUser.Call.CLOSED;
import static io.tempera.testkit.RecordingUser.Call.INPUT_CLOSED;
import static io.tempera.testkit.RecordingUser.Call.NEXT_BATCH;
import static io.tempera.testkit.RecordingUser.Call.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every bearer keeps to, as tests: make a subclass, and say in the methods of {@link
 * BearerContract} how to get one. It brings {@link BearerFactoryContractTest} along; {@link
 * TcpBearerContractTest} adds what only TCP has.
 */
@Timeout(120)
public abstract class BearerContractTest extends BearerFactoryContractTest {
  /** For subclasses. */
  protected BearerContractTest() {}

  /** Order, both ways. */
  @Test
  public void bytesArriveInOrderBothWays() throws Exception {
    Pair pair = connect();
    byte[] there = pattern(700_000, 1);
    byte[] back = pattern(700_000, 2);
    inPieces(there, pair.dialled());
    inPieces(back, pair.accepted());
    pair.accepted().awaitReceived(there.length);
    pair.dialled().awaitReceived(back.length);
    assertThat(pair.accepted().received()).isEqualTo(there);
    assertThat(pair.dialled().received()).isEqualTo(back);
  }

  /** A batch is not cut short by a full transport. */
  @Test
  public void aBatchLargerThanTheTransportArrivesWholeAndIsWrittenOnce() throws Exception {
    Pair pair = connect();
    byte[] large = pattern(9_000_000, 3);
    pair.dialled().send(large);
    pair.accepted().awaitReceived(large.length);
    pair.dialled().await(BATCH_WRITTEN);
    assertThat(pair.accepted().received()).isEqualTo(large);
    assertThat(pair.dialled().count(BATCH_WRITTEN)).isEqualTo(1);
  }

  /** What was sent before the start waits for it. */
  @Test
  public void bytesThatArriveBeforeTheStartAreReadAfterIt() throws Exception {
    Bearers bearers = dialAndAccept();
    RecordingUser dialled = started(bearers.dialled());
    dialled.send(pattern(1_000, 4));
    dialled.await(BATCH_WRITTEN);
    RecordingUser accepted = user(bearers.accepted());
    accepted.awaitRounds(20);
    assertThat(accepted.calls()).isEmpty();
    accepted.start();
    accepted.awaitReceived(1_000);
    assertThat(accepted.received()).isEqualTo(pattern(1_000, 4));
  }

  /** Nothing is read before the start: so a writer stops, and goes on after it. */
  @Test
  public void aReaderThatDoesNotReadStopsTheWriterUntilItDoes() throws Exception {
    Bearers bearers = dialAndAccept();
    RecordingUser writer = started(bearers.dialled());
    AtomicInteger batches = new AtomicInteger();
    writer.sendEndlessly(() -> pattern(65_536, batches.getAndIncrement()));
    awaitStandstill(writer);
    int stoppedAt = batches.get();
    assertThat(stoppedAt).isLessThan(1_024); // 64 MiB: no system's buffers are that large
    RecordingUser reader = started(bearers.accepted());
    writer.await(() -> batches.get() > stoppedAt + 2, "writing on");
    writer.stopSending();
    writer.await(() -> writer.count(BATCH_WRITTEN) == batches.get(), "written to the last batch");
    reader.awaitReceived(batches.get() * 65_536);
    byte[] all = reader.received();
    for (int i = 0; i < batches.get(); i++) {
      assertThat(all[i * 65_536]).isEqualTo(pattern(1, i)[0]);
    }
  }

  /** Many requests before a turn are one, and a turn without a batch writes nothing. */
  @Test
  public void manyRequestsBeforeTheTurnAreOneAndAnEmptyBatchIsNotWritten() throws Exception {
    Bearers bearers = dialAndAccept();
    for (int i = 0; i < 100; i++) {
      bearers.dialled().requestTurn();
    }
    RecordingUser user = started(bearers.dialled());
    user.await(NEXT_BATCH);
    user.awaitRounds(20);
    assertThat(user.calls()).containsExactly(NEXT_BATCH);
    bearers.dialled().requestTurn();
    user.await(() -> user.count(NEXT_BATCH) == 2, "second turn");
    assertThat(user.count(BATCH_WRITTEN)).isZero();
  }

  /** One turn, one batch: between two batches the loop does other things. */
  @Test
  public void theLoopDoesOtherThingsBetweenTwoBatches() throws Exception {
    Pair pair = connect();
    RecordingUser writer = pair.dialled();
    AtomicInteger batches = new AtomicInteger();
    AtomicInteger others = new AtomicInteger();
    List<String> crowded = new ArrayList<>();
    writer.sendEndlessly(
        () -> {
          int batch = batches.getAndIncrement();
          if (others.get() < batch) {
            crowded.add("before batch " + batch + " only " + others + " other things");
          }
          writer.bearer().execute(others::incrementAndGet);
          return pattern(100, batch);
        });
    writer.await(() -> batches.get() >= 500, "500 batches");
    writer.stopSending();
    writer.awaitRounds(20);
    assertThat(crowded).isEmpty();
  }

  /** One turn, one burst, then one batch: what is at hand is read between two batches. */
  @Test
  public void whatIsAtHandIsReadBetweenTwoBatches() throws Exception {
    Bearers bearers = dialAndAccept();
    RecordingUser feeder = started(bearers.dialled());
    feeder.sendEndlessly(() -> pattern(65_536, 5));
    awaitStandstill(feeder);
    feeder.stopSending();
    int atHand = 65_536; // at least: the transport is full
    RecordingUser busy = user(bearers.accepted());
    List<String> unread = new ArrayList<>();
    AtomicInteger readAtLastBatch = new AtomicInteger();
    busy.sendEndlessly(
        () -> {
          int read = busy.receivedCount();
          if (read > 0 && read < atHand && read == readAtLastBatch.get()) {
            unread.add("two batches at " + read + " bytes");
          }
          readAtLastBatch.set(read);
          return pattern(10, 6);
        });
    busy.start();
    busy.awaitReceived(atHand);
    busy.await(() -> busy.count(NEXT_BATCH) > 5, "batches beside the reading");
    busy.stopSending();
    assertThat(unread).isEmpty();
  }

  /** FIN ends the one direction only. */
  @Test
  public void afterTheRemoteSidesFinWritingGoesOn() throws Exception {
    RawPipe raw = connectRaw(listener().localAddress());
    RecordingUser user = started(accept());
    raw.write(pattern(10, 7));
    raw.shutdownOutput();
    user.await(INPUT_CLOSED);
    assertThat(user.received()).isEqualTo(pattern(10, 7));
    user.send(pattern(20, 8));
    assertThat(raw.read(20)).isEqualTo(pattern(20, 8));
    user.awaitRounds(20);
    assertThat(user.count(CLOSED)).isZero();
    raw.close();
  }

  /** What came before the start is told after it, in its order. */
  @Test
  public void aFinBeforeTheStartIsToldBehindTheBytesBeforeIt() throws Exception {
    RawPipe raw = connectRaw(listener().localAddress());
    RecordingUser user = user(accept());
    raw.write(pattern(50, 13));
    raw.shutdownOutput();
    user.awaitRounds(20);
    assertThat(user.calls()).isEmpty();
    user.start();
    user.await(INPUT_CLOSED);
    assertThat(user.received()).isEqualTo(pattern(50, 13));
    user.send(pattern(5, 14));
    assertThat(raw.read(5)).isEqualTo(pattern(5, 14));
    raw.close();
  }

  /** Halves end one after the other, in the remote side's time. */
  @Test
  public void bytesThatAreWrittenAfterAFinOfTheRemoteSideArriveHoweverMany() throws Exception {
    RawPipe raw = connectRaw(listener().localAddress());
    RecordingUser user = started(accept());
    raw.shutdownOutput();
    user.await(INPUT_CLOSED);
    byte[] large = pattern(4_000_000, 15);
    user.send(large);
    assertThat(raw.read(large.length)).isEqualTo(large);
    user.await(BATCH_WRITTEN);
    assertThat(user.count(INPUT_CLOSED)).isEqualTo(1);
    raw.close();
  }

  /** The end comes once and last. */
  @Test
  public void theEndIsToldOnceAndNothingAfterIt() throws Exception {
    Pair pair = connect();
    RecordingUser user = pair.dialled();
    AtomicInteger late = new AtomicInteger();
    user.sendEndlessly(() -> pattern(1_000, 10));
    pair.accepted().awaitReceived(10_000);
    user.bearer().close();
    user.bearer().close();
    user.await(CLOSED);
    user.bearer().close();
    user.bearer().requestTurn();
    user.bearer().execute(late::incrementAndGet);
    RecordingUser left = pair.accepted();
    left.await(() -> left.count(CLOSED) + left.count(INPUT_CLOSED) > 0, "an end");
    RecordingUser other = connect().dialled();
    other.awaitRounds(20);
    assertThat(user.count(CLOSED)).isEqualTo(1);
    assertThat(late).hasValue(0);
  }

  /** A bearer that was closed before its start says so at its start. */
  @Test
  public void aStartAfterTheCloseTellsTheEndAndNothingElse() throws Exception {
    Bearers bearers = dialAndAccept();
    bearers.dialled().close();
    RecordingUser user = started(bearers.dialled());
    user.await(CLOSED);
    assertThat(user.calls()).containsExactly(CLOSED);
    assertThat(user.failure()).isEmpty();
  }

  /** Closing from inside a call is a close. */
  @Test
  public void aCloseFromInsideReceivedIsTheLastThingButTheEnd() throws Exception {
    Bearers bearers = dialAndAccept();
    RecordingUser feeder = started(bearers.dialled());
    feeder.sendEndlessly(() -> pattern(65_536, 12));
    awaitStandstill(feeder);
    RecordingUser user = user(bearers.accepted());
    user.whenReceived(user.bearer()::close);
    user.start();
    user.await(CLOSED);
    assertThat(user.calls()).containsExactly(RECEIVED, CLOSED);
    assertThat(user.failure()).isEmpty();
  }

  /** Closing from inside a call is a close. */
  @Test
  public void aCloseFromInsideNextBatchIsTheLastThingButTheEnd() throws Exception {
    Pair pair = connect();
    RecordingUser user = pair.dialled();
    user.sendEndlessly(
        () -> {
          user.bearer().close();
          return pattern(1_000, 11);
        });
    user.await(CLOSED);
    assertThat(user.failure()).isEmpty();
    assertThat(user.count(NEXT_BATCH)).isEqualTo(1);
    assertThat(user.count(RECEIVED)).isZero();
  }

  /** Once only. */
  @Test
  public void aSecondStartIsRefused() throws Exception {
    Pair pair = connect();
    assertThatThrownBy(() -> pair.dialled().bearer().start(pair.dialled()))
        .isInstanceOf(IllegalStateException.class);
  }

  /** What the multiplexer is told. */
  @Test
  public void aBatchHasRoomForOneWholeSduAtLeast() throws Exception {
    Bearers bearers = dialAndAccept();
    assertThat(bearers.dialled().sduSize()).isPositive();
    assertThat(bearers.dialled().batchSize())
        .isGreaterThanOrEqualTo(bearers.dialled().sduSize() + RawSdu.HEADER);
  }

  /** Traces and reports tell connections apart by their names. */
  @Test
  public void noTwoConnectionsAtAListenerHaveTheSameName() throws Exception {
    Bearers one = dialAndAccept();
    Bearers other = dialAndAccept();
    assertThat(one.dialled().connectionId()).isNotEqualTo(other.dialled().connectionId());
    assertThat(one.accepted().connectionId()).isNotEqualTo(other.accepted().connectionId());
    for (Bearers both : List.of(one, other)) {
      assertThat(both.dialled().connectionId().remote()).isEqualTo(listener().localAddress());
      assertThat(both.accepted().connectionId().local()).isEqualTo(listener().localAddress());
    }
  }

  private void inPieces(byte[] bytes, RecordingUser by) {
    int[] lengths = {1, 7, 8, 12_288, 40_000, 131_072};
    int at = 0;
    for (int i = 0; at < bytes.length; i++) {
      int length = Math.min(lengths[i % lengths.length], bytes.length - at);
      byte[] piece = new byte[length];
      System.arraycopy(bytes, at, piece, 0, length);
      by.send(piece);
      at += length;
    }
  }

  /** Waits until no batch is asked for any more, in rounds of the loop. */
  private static void awaitStandstill(RecordingUser writer) throws InterruptedException {
    long before = -1;
    int quiet = 0;
    while (quiet < 200 && writer.count(NEXT_BATCH) < 2_000) {
      writer.awaitRounds(1);
      long now = writer.count(NEXT_BATCH);
      quiet = now == before ? quiet + 1 : 0;
      before = now;
    }
  }
}
