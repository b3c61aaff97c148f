package io.tempera.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.kit.Talk.Answer;
import io.tempera.kit.Talk.Ask;
import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.Snapshot;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A hand-over in a pause makes nobody speak earlier, nor any later. */
final class PauseTest {
  private static final String ANSWER = "82024100";
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private static Session<Talk> session(FakeHalf half) {
    return new Session<>(Talk.SPEC, Talk.CODEC, bound -> 0, half, half);
  }

  /** What is left by a half that is handed over when so much of its pause has passed. */
  private static Optional<Duration> cutAfter(FakeHalf half, Duration passed) throws Exception {
    half.then(() -> half.passes(passed).askHandOver());
    HalfResult result =
        new TypedHalf<>(
                Talk.SPEC,
                Talk.CODEC,
                bound -> 0,
                session -> {
                  session.next(INTERVAL);
                  throw new AssertionError("never comes back");
                })
            .run(half, half);
    return ((HalfResult.HandedOver) result).snapshot().remaining();
  }

  private static FakeHalf resumed(long seconds) throws Exception {
    FakeHalf before = new FakeHalf(Direction.INITIATOR);
    Optional<Duration> left = cutAfter(before, INTERVAL.minusSeconds(seconds));
    assertThat(left).contains(Duration.ofSeconds(seconds));
    return after(left);
  }

  private static FakeHalf after(Optional<Duration> left) {
    return new FakeHalf(
        Direction.INITIATOR, Optional.of(new Snapshot("Idle", 0, ByteBuffer.allocate(0), left)));
  }

  @Test
  void whateverAHalfDoesFirstWaitsForTheRest() throws Exception {
    FakeHalf sends = resumed(3);
    session(sends).send(new Ask(1, false));
    assertThat(sends.elapsed()).isEqualTo(Duration.ofSeconds(3));

    FakeHalf pipelines = resumed(3);
    session(pipelines).sendPipelined(new Ask(1, false));
    assertThat(pipelines.elapsed()).isEqualTo(Duration.ofSeconds(3));

    FakeHalf asks = resumed(3);
    assertThat(session(asks).mayBegin()).isTrue();
    assertThat(asks.elapsed()).isEqualTo(Duration.ofSeconds(3));

    FakeHalf waits = resumed(3);
    assertThat(session(waits).next(INTERVAL)).isEqualTo(Turn.TIME);
    assertThat(waits.elapsed()).as("not for all of it again").isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void itIsWaitedForOnceAndTheNextPauseIsWhole() throws Exception {
    FakeHalf half = resumed(3);
    Session<Talk> session = session(half);
    assertThat(session.mayBegin()).isTrue();
    session.send(new Ask(1, false));
    half.arrives(ANSWER);
    session.receive(Answer.class);
    assertThat(half.elapsed()).isEqualTo(Duration.ofSeconds(3));
    assertThat(session.next(INTERVAL)).isEqualTo(Turn.TIME);
    assertThat(half.elapsed()).isEqualTo(Duration.ofSeconds(13));
    assertThat(session.mayBegin()).isTrue();
    assertThat(half.elapsed()).isEqualTo(Duration.ofSeconds(13));
  }

  @Test
  void aLookDoesNotEndIt() throws Exception {
    FakeHalf half = resumed(3);
    Session<Talk> session = session(half);
    assertThat(session.next(Duration.ZERO)).isEqualTo(Turn.TIME);
    assertThat(session.next(Duration.ofSeconds(1))).isEqualTo(Turn.TIME);
    session.send(new Ask(1, false));
    assertThat(half.elapsed()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void whatEndsAPauseEndsTheRestOfOne() throws Exception {
    FakeHalf terminated = resumed(3);
    terminated.thenControl(ControlMessage.TERMINATE);
    Session<Talk> ends = session(terminated);
    assertThat(ends.mayBegin()).isFalse();
    ends.done("terminated");
    assertThat(terminated.elapsed()).isZero();

    FakeHalf woken = resumed(3);
    woken.then(woken::wake);
    Session<Talk> goesOn = session(woken);
    assertThat(goesOn.mayBegin()).isTrue();
    assertThat(woken.elapsed()).isZero();
    assertThat(goesOn.next()).as("and the waker is not lost").isEqualTo(Turn.WOKEN);
    goesOn.send(new Ask(1, false));
    assertThat(woken.elapsed()).isZero();

    FakeHalf quiet = resumed(3);
    quiet.thenControl(ControlMessage.QUIESCE).thenControl(ControlMessage.CONTINUE);
    assertThat(session(quiet).mayBegin()).isTrue();
    assertThat(quiet.elapsed()).isZero();

    FakeHalf turned = resumed(3);
    turned.then(turned::wake);
    Session<Talk> answered = session(turned);
    assertThat(answered.next()).isEqualTo(Turn.WOKEN);
    answered.send(new Ask(1, false));
    assertThat(turned.elapsed()).isZero();
  }

  @Test
  void theEndDoesNotWaitForIt() throws Exception {
    FakeHalf half = resumed(3);
    session(half).done("enough");
    assertThat(half.elapsed()).isZero();
  }

  @Test
  void aHundredHandOversInOnePauseMakeItNoShorterAndNoLonger() throws Exception {
    Optional<Duration> left = cutAfter(new FakeHalf(Direction.INITIATOR), Duration.ofMillis(99));
    for (int i = 1; i < 100; i++) {
      left = cutAfter(after(left), Duration.ofMillis(99));
    }
    assertThat(left).contains(INTERVAL.minusMillis(9_900));
  }

  @Test
  void theRestOfAPauseIsNoLimitForTheAnswer() throws Exception {
    FakeHalf half = resumed(3);
    Session<Talk> session = session(half);
    session.send(new Ask(1, false));
    half.then(() -> half.passes(Duration.ofSeconds(4)).arrives(ANSWER));
    assertThat(session.receive()).isInstanceOf(Answer.class);
  }
}
