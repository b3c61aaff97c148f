package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxError;
import io.tempera.mux.MuxException;
import io.tempera.mux.SduChannel;
import io.tempera.mux.StartMode;
import io.tempera.testkit.RawSdu;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Before the multiplexer runs. */
class HandshakePhaseTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final MuxWorld world = new MuxWorld();

  HandshakePhaseTest() throws Exception {}

  @AfterEach
  void end() {
    world.close();
  }

  private SduChannel handshake() {
    return world.mux.handshakeChannel();
  }

  private Optional<String> receive() throws Exception {
    return world
        .runtime
        .call(() -> handshake().receive(TEN_SECONDS))
        .map(HexFormat.of()::formatHex);
  }

  private void proposes(String payload) {
    world.peer.send(RawSdu.of(0, false, payload));
  }

  @Test
  void oneSduAtATimeIsHandedOut() throws Exception {
    proposes("8200");
    proposes("a1");
    assertThat(receive()).contains("8200");
    assertThat(receive()).contains("a1");
  }

  @Test
  void numberAndModeBitAreNotLookedAt() throws Exception {
    world.peer.send(RawSdu.of(8, true, "8200"));
    assertThat(receive()).contains("8200");
  }

  @Test
  void whoeverWaitsInVainIsToldAfterHisTime() throws Exception {
    assertThat(receive()).isEmpty();
    assertThat(world.runtime.elapsed()).isEqualTo(TEN_SECONDS);
  }

  @Test
  void aMessageGoesOutAsOneSduHoweverLong() {
    byte[] refusal = new byte[23_100];
    handshake().send(Direction.RESPONDER, refusal);
    world.peer.expect(RawSdu.of(0, true, "00".repeat(23_100)));
    handshake().send(Direction.INITIATOR, new byte[0xffff]);
    world.peer.expect(RawSdu.of(0, false, "00".repeat(0xffff)));
  }

  @Test
  void aMessageThatFitsNoSduIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> handshake().send(Direction.RESPONDER, new byte[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> handshake().send(Direction.RESPONDER, new byte[0x10000]));
  }

  @Test
  void aRequestInTheSameSegmentAsTheProposalIsHeldUntilItRuns() throws Exception {
    byte[] proposal = RawSdu.of(0, false, "8200").bytes();
    byte[] request = RawSdu.of(8, false, "820007").bytes();
    byte[] both = new byte[proposal.length + request.length];
    System.arraycopy(proposal, 0, both, 0, proposal.length);
    System.arraycopy(request, 0, both, proposal.length, request.length);
    world.peer.write(both);
    assertThat(receive()).contains("8200");
    handshake().send(Direction.RESPONDER, new byte[] {1});

    world.mux.register(MuxWorld.KEEP, MuxWorld.LIMIT);
    TestJob keepAlive =
        world.job(
            MuxWorld.KEEP,
            StartMode.ON_DEMAND,
            job -> {
              assertThat(job.receive(3)).isEqualTo("820007");
              job.send("820107");
              job.receive(1);
            });
    world.mux.run();
    world.peer.expect(RawSdu.of(0, true, "01"));
    world.expect(MuxWorld.KEEP, "820107");
    assertThat(keepAlive.told()).containsExactly("start");
  }

  @Test
  void theRestOfAnSduThatBeganInTheHandshakeGoesToItsHalf() {
    byte[] request = RawSdu.of(8, false, "820007").bytes();
    world.peer.write(Arrays.copyOf(request, 9));
    world.runtime.runUntilIdle();
    world.running(MuxWorld.KEEP);
    TestJob keepAlive = world.idle(MuxWorld.KEEP, StartMode.ON_DEMAND);
    assertThat(keepAlive.told()).isEmpty();
    world.peer.write(Arrays.copyOfRange(request, 9, request.length));
    world.runtime.runUntilIdle();
    assertThat(keepAlive.told()).containsExactly("start");
    assertThat(keepAlive.channel().arrived()).isEqualTo(3);
  }

  @Test
  void muchMayComeEarlyAndOneByteMoreIsAnOverrun() {
    world.settings =
        new MuxSettings(
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            100,
            100,
            Duration.ZERO,
            1_000_000,
            70_000);
    proposes(MuxWorld.hex(60_000));
    proposes(MuxWorld.hex(70_000 - 60_000 - 2 * HandshakeChannel.HELD_OVERHEAD));
    world.runtime.runUntilIdle();
    assertThat(world.mux.ended()).isEmpty();
    proposes("00");
    assertThat(world.error()).isInstanceOf(MuxError.HandshakeOverrun.class);
  }

  @Test
  void theDefaultHoldsTwoSdusOfTheLargestSizeButAFew() {
    proposes(MuxWorld.hex(0xffff));
    proposes(MuxWorld.hex(131_072 - 0xffff - 2 * HandshakeChannel.HELD_OVERHEAD));
    world.runtime.runUntilIdle();
    assertThat(world.mux.ended()).isEmpty();
  }

  @Test
  void aFloodOfTinySdusIsBoundedByWhatTheyCostNotByWhatTheySay() {
    int enough = 131_072 / (HandshakeChannel.HELD_OVERHEAD + 1);
    for (int i = 0; i < enough; i++) {
      proposes("00");
    }
    world.runtime.runUntilIdle();
    assertThat(world.mux.ended()).isEmpty();
    proposes("00");
    assertThat(world.error()).isInstanceOf(MuxError.HandshakeOverrun.class);
  }

  @Test
  void anEmptySduEndsIt() {
    proposes("");
    assertThat(world.error()).isInstanceOf(MuxError.SduDecodeError.class);
  }

  @Test
  void anSduMayTakeAsLongAsItLikes() {
    world.peer.write("00000000" + "0000" + "0002" + "82");
    world.advance(Duration.ofMinutes(10));
    assertThat(world.mux.ended()).isEmpty();
  }

  @Test
  void anSduThatBeganInTheHandshakeHasItsTimeFromTheMomentThatItRuns() {
    world.peer.write("00000000" + "0008" + "0002" + "82");
    world.advance(Duration.ofMinutes(10));
    world.running(MuxWorld.KEEP);
    world.advance(Duration.ofMillis(29_999));
    assertThat(world.mux.ended()).isEmpty();
    world.advance(Duration.ofMillis(1));
    assertThat(world.error()).isEqualTo(new MuxError.SduReadTimeout(Duration.ofSeconds(30)));
  }

  @Test
  void aMessageMayTakeAsLongAsItLikesToBeWrittenUntilItRuns() {
    world.peer.pauseReading();
    for (int i = 0; i < 3; i++) {
      handshake().send(Direction.RESPONDER, new byte[0xffff]);
    }
    world.advance(Duration.ofMinutes(10));
    assertThat(world.mux.ended()).isEmpty();
    world.running(MuxWorld.KEEP);
    world.advance(Duration.ofMillis(29_999));
    assertThat(world.mux.ended()).isEmpty();
    world.advance(Duration.ofMillis(1));
    assertThat(world.error()).isEqualTo(new MuxError.SduWriteTimeout(1, Duration.ofSeconds(30)));
  }

  @Test
  void aRefusalRightBeforeTheResetIsStillReceived() throws Exception {
    proposes("8202");
    world.runtime.runUntilIdle();
    world.peer.reset();
    assertThat(world.error()).isInstanceOf(MuxError.IoError.class);
    assertThat(receive()).contains("8202");
    assertThatExceptionOfType(MuxException.class)
        .isThrownBy(this::receive)
        .matches(thrown -> thrown.failure().category() == FailureCategory.REMOTE_CLOSED);
    assertThatExceptionOfType(MuxException.class)
        .isThrownBy(() -> handshake().send(Direction.RESPONDER, new byte[1]));
  }

  @Test
  void aFinIsNoticedAfterASecond() {
    world.peer.shutdownOutput();
    assertThatExceptionOfType(MuxException.class).isThrownBy(this::receive);
    assertThat(world.error()).isInstanceOf(MuxError.BearerClosed.class);
    assertThat(world.runtime.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aFinInsideAnSduIsNoticedAtOnce() {
    world.peer.write("000000");
    world.peer.shutdownOutput();
    assertThat(world.error()).isInstanceOf(MuxError.BearerClosed.class);
    assertThat(world.runtime.elapsed()).isZero();
  }

  @Test
  void aStopSendsTheLastMessageFirst() {
    handshake().send(Direction.RESPONDER, new byte[] {2});
    world.mux.stop();
    world.peer.expect(RawSdu.of(0, true, "02"));
    world.peer.awaitReset();
    world.assertStopped();
  }

  @Test
  void aStopWakesWhoeverReceives() {
    world.runtime.start("stopper", world.mux::stop);
    assertThatExceptionOfType(MuxException.class)
        .isThrownBy(this::receive)
        .matches(thrown -> thrown.failure().category() == FailureCategory.SHUTTING_DOWN);
    assertThat(world.runtime.elapsed()).isZero();
  }

  @Test
  void onceItRunsTheHandshakeIsOver() {
    SduChannel channel = handshake();
    world.running();
    assertThatExceptionOfType(MuxException.class).isThrownBy(this::handshake);
    assertThatExceptionOfType(MuxException.class)
        .isThrownBy(() -> channel.send(Direction.RESPONDER, new byte[1]));
    assertThatExceptionOfType(MuxException.class)
        .isThrownBy(() -> world.runtime.call(() -> channel.receive(TEN_SECONDS)));
    assertThatExceptionOfType(MuxException.class).isThrownBy(world.mux::run);
  }
}
