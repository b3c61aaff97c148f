package io.tempera.mux.internal;

import static io.tempera.mux.StartMode.EAGERLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tempera.failure.FailureCategory;
import io.tempera.mux.JobStatus;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxException;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.RawSdu;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bytes that arrive while the multiplexer runs. */
class IngressTest {
  private static final ProtocolKey KEEP = MuxWorld.KEEP;
  private static final int LIMIT = MuxWorld.LIMIT;

  private MuxWorld world = new MuxWorld();

  IngressTest() throws Exception {}

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void exactlyTheLimitMayWait() {
    world.running(KEEP);
    world.send(KEEP, MuxWorld.hex(LIMIT - 1));
    world.send(KEEP, "00");
    assertThat(world.mux.ended()).isEmpty();
    assertThat(world.mux.counters().ingressQueued()).isEqualTo(LIMIT);
  }

  @Test
  void oneByteMoreThanTheLimitEndsIt() {
    world.running(KEEP);
    world.send(KEEP, MuxWorld.hex(LIMIT));
    world.send(KEEP, "00");
    assertThat(world.error()).isEqualTo(new MuxError.IngressOverrun(KEEP, LIMIT, LIMIT + 1));
    world.peer.awaitReset();
  }

  @Test
  void lookedAtBytesLeaveRoomAndBytesThatTheNextJobFindsDoNot() {
    world.running(KEEP);
    TestJob first = world.idle(KEEP, EAGERLY);
    world.send(KEEP, MuxWorld.hex(1_000));
    assertThat(first.channel().look(0).remaining()).isEqualTo(1_000);
    world.send(KEEP, MuxWorld.hex(LIMIT));
    first.channel().look(1_000);
    assertThat(first.channel().arrived()).isEqualTo(1_000 + LIMIT);
    first.returned();
    world.idle(KEEP, EAGERLY);
    world.send(KEEP, "00");
    assertThat(world.error()).isInstanceOf(MuxError.IngressOverrun.class);
  }

  @Test
  void aLargerLimitHoldsAtOnceAndASmallerOneWhenTheQueueFits() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    world.send(KEEP, MuxWorld.hex(LIMIT));
    world.mux.register(KEEP, 2_000);
    world.send(KEEP, MuxWorld.hex(2_000 - LIMIT));
    world.mux.register(KEEP, 10);
    assertThat(world.mux.ended()).isEmpty();
    job.channel().take(20);
    world.send(KEEP, MuxWorld.hex(20));
    assertThat(world.mux.ended()).as("it has not drained yet").isEmpty();
    job.channel().take(2_000);
    world.send(KEEP, MuxWorld.hex(10));
    assertThat(world.mux.ended()).isEmpty();
    world.send(KEEP, "00");
    assertThat(world.error()).isEqualTo(new MuxError.IngressOverrun(KEEP, 10, 11));
  }

  @Test
  void anUnknownNumberEndsIt() {
    world.running(KEEP);
    world.send(new ProtocolKey(99, KEEP.direction()), "00");
    assertThat(world.error()).isEqualTo(new MuxError.UnknownMiniProtocol(99));
  }

  @Test
  void anUnregisteredDirectionEndsIt() {
    world.running(MuxWorld.ASKER);
    world.send(KEEP, "820001");
    assertThat(world.error()).isEqualTo(new MuxError.MissingDirection(KEEP));
  }

  @Test
  void aWithdrawnHalfIsUnknownFromThenOn() {
    world.running(KEEP);
    world.send(KEEP, "00");
    world.mux.withdraw(KEEP);
    assertThat(world.mux.statusMap()).isEmpty();
    assertThat(world.mux.counters().ingressQueued()).isZero();
    world.send(KEEP, "00");
    assertThat(world.error()).isEqualTo(new MuxError.UnknownMiniProtocol(8));
  }

  @Test
  void aHalfThatIsRegisteredLateIsServedFromThenOnAndAnewWhenItCameBack() {
    world.running();
    world.mux.register(KEEP, LIMIT);
    world.send(KEEP, "0102");
    world.mux.withdraw(KEEP);
    world.mux.register(KEEP, LIMIT);
    assertThat(world.mux.statusMap()).containsOnlyKeys(KEEP);
    TestJob job = world.idle(KEEP, StartMode.ON_DEMAND);
    assertThat(job.told()).as("its bytes went with it").isEmpty();
    world.send(KEEP, "03");
    assertThat(job.told()).containsExactly("start");
    assertThat(job.channel().take(1)).containsExactly(3);
  }

  @Test
  void theHandshakesNumberIsUnknownOnceItRuns() {
    world.running(KEEP);
    world.send(new ProtocolKey(0, KEEP.direction()), "8200");
    assertThat(world.error()).isEqualTo(new MuxError.UnknownMiniProtocol(0));
  }

  @Test
  void aTimestampMayBeAnything() {
    world.running(KEEP);
    for (long timestamp : List.of(5L, 0xffff_ffffL, 0L, 0x7fff_ffffL, 0x8000_0000L, 1L)) {
      world.peer.send(new RawSdu(timestamp, false, 8, "01"));
    }
    world.runtime.runUntilIdle();
    assertThat(world.mux.ended()).isEmpty();
    assertThat(world.mux.counters().ingressQueued()).isEqualTo(6);
  }

  @Test
  void anEmptyMessageCannotBeSent() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> job.send(""))
        .withMessageStartingWith(world.mux.connectionId() + " 8 responder: ");
    assertThat(world.mux.counters().sdusOut()).isZero();
  }

  @Test
  void anEmptySduEndsIt() {
    world.running(KEEP);
    world.send(KEEP, "");
    assertThat(world.error()).isInstanceOf(MuxError.SduDecodeError.class);
  }

  @Test
  void bytesForARegisteredHalfWaitForItsJob() {
    world.running(KEEP);
    world.send(KEEP, "820001");
    assertThat(world.mux.statusMap()).containsEntry(KEEP, JobStatus.IDLE);
    TestJob job = world.idle(KEEP, EAGERLY);
    assertThat(job.channel().arrived()).isEqualTo(3);
  }

  @Test
  void anSduOfTheLargestSizeIsAccepted() throws Exception {
    world.mux.register(KEEP, 0xffff);
    world.mux.run();
    world.send(KEEP, MuxWorld.hex(0xffff));
    TestJob job = world.job(KEEP, EAGERLY, each -> each.receive(0xffff));
    assertThat(job.told()).contains("ended Clean");
  }

  @Test
  void whoWaitsIsCalledOnceAndOnlyWhenSoManyBytesAreThere() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    List<Integer> calls = new ArrayList<>();
    job.channel().whenArrived(4, () -> calls.add(job.channel().arrived()));
    world.send(KEEP, "010203");
    assertThat(calls).isEmpty();
    world.send(KEEP, "0405");
    assertThat(calls).containsExactly(5);
    world.send(KEEP, "06");
    assertThat(calls).containsExactly(5);
    job.channel().whenArrived(6, () -> calls.add(-1));
    assertThat(calls).as("at once").containsExactly(5, -1);
  }

  @Test
  void aLaterWaitReplacesAnEarlierOne() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    List<String> calls = new ArrayList<>();
    job.channel().whenArrived(1, () -> calls.add("first"));
    job.channel().whenArrived(1, () -> calls.add("second"));
    world.send(KEEP, "01");
    assertThat(calls).containsExactly("second");
  }

  @Test
  void whoWaitsIsCalledOnceForABurst() throws Exception {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    List<Integer> calls = new ArrayList<>();
    job.channel().whenArrived(1, () -> calls.add(job.channel().arrived()));
    for (int i = 0; i < 5; i++) {
      world.peer.send(RawSdu.of(8, false, "0102"));
    }
    world.runtime.runUntilIdle();
    assertThat(calls).containsExactly(10);
  }

  @Test
  void whoWaitsIsCalledAtTheEndAndThenEverythingThrows() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, EAGERLY);
    world.send(KEEP, "01");
    List<String> calls = new ArrayList<>();
    job.channel().whenArrived(2, () -> calls.add("called"));
    world.peer.reset();
    world.runtime.runUntilIdle();
    assertThat(calls).containsExactly("called");
    assertThatExceptionOfType(MuxException.class)
        .isThrownBy(() -> job.channel().look(0))
        .matches(thrown -> thrown.failure().category() == FailureCategory.REMOTE_CLOSED);
    assertThatExceptionOfType(MuxException.class).isThrownBy(() -> job.channel().take(1));
    assertThatExceptionOfType(MuxException.class).isThrownBy(() -> job.channel().send(new byte[1]));
    job.channel().whenArrived(2, () -> calls.add("at once"));
    assertThat(calls).containsExactly("called", "at once");
  }

  @Test
  void anSduThatStallsEndsItAfter30Seconds() {
    world.running(KEEP);
    world.advance(Duration.ofMinutes(5));
    world.peer.write("0000000000080003" + "82");
    world.advance(Duration.ofMillis(29_999));
    assertThat(world.mux.ended()).isEmpty();
    world.advance(Duration.ofMillis(1));
    assertThat(world.error()).isEqualTo(new MuxError.SduReadTimeout(Duration.ofSeconds(30)));
  }

  @Test
  void theSduDeadlineCountsFromTheFirstByteOfTheHeader() {
    world.running(KEEP);
    world.peer.write("00");
    world.advance(Duration.ofSeconds(29));
    world.peer.write("000000000800");
    world.advance(Duration.ofSeconds(1));
    assertThat(world.error()).isInstanceOf(MuxError.SduReadTimeout.class);
  }

  @Test
  void everySduHasADeadlineOfItsOwn() {
    world.running(KEEP);
    String half = "82";
    for (int i = 0; i < 5; i++) {
      world.peer.write("0000000000080003" + half);
      world.advance(Duration.ofSeconds(20));
      world.peer.write("0001");
      world.runtime.runUntilIdle();
      assertThat(world.mux.ended()).isEmpty();
    }
    // The last one was complete: no deadline is left.
    world.advance(Duration.ofMinutes(5));
    assertThat(world.mux.ended()).isEmpty();
  }

  @Test
  void borrowedBytesAreNotKeptHoweverTheyAreCut() throws Exception {
    List<Integer> readSizes = List.of(1, 7, 8, 9, 1_000, 65_536);
    for (int readSize : readSizes) {
      world.close();
      world =
          new MuxWorld(
              new VirtualRuntime(), MemorySettings.likeSockets().withReads(65_536, readSize));
      world.running(KEEP);
      TestJob job = world.idle(KEEP, EAGERLY);
      byte[] all = new byte[LIMIT];
      for (int i = 0; i < LIMIT; i++) {
        all[i] = (byte) (i * 31);
      }
      for (int from = 0; from < LIMIT; from += 44) {
        byte[] piece = Arrays.copyOfRange(all, from, from + 44);
        world.send(KEEP, HexFormat.of().formatHex(piece));
      }
      assertThat(job.channel().take(LIMIT)).isEqualTo(all);
    }
  }

  @Test
  void theFiguresCountWholeSdusAndHeaders() {
    world.running(KEEP);
    world.send(KEEP, "010203");
    world.send(KEEP, "0405");
    world.peer.write("0000");
    world.runtime.runUntilIdle();
    assertThat(world.mux.counters().sdusIn()).isEqualTo(2);
    assertThat(world.mux.counters().bytesIn()).isEqualTo(8 + 3 + 8 + 2 + 2);
    assertThat(world.mux.counters().ingressQueued()).isEqualTo(5);
  }

  @Test
  void aPartOfAnSduStartsNothing() {
    world.running(KEEP);
    TestJob job = world.idle(KEEP, StartMode.ON_DEMAND);
    world.peer.write("0000000000080003" + "8200");
    world.runtime.runUntilIdle();
    assertThat(job.told()).isEmpty();
    world.peer.write("01");
    world.runtime.runUntilIdle();
    assertThat(job.told()).containsExactly("start");
  }
}
