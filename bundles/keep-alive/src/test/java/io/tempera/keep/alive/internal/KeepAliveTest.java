package io.tempera.keep.alive.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.check.HalfPair;
import io.tempera.check.HalfRun;
import io.tempera.check.Rehearsal;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.kit.ProtocolViolation;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import io.tempera.testkit.VirtualRuntime;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class KeepAliveTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final KeepAlive protocol = new KeepAlive(new CountingChance(runtime), TEN_SECONDS);

  private static KeepAlive.Config config(double seconds) {
    return new KeepAlive.Config() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return KeepAlive.Config.class;
      }

      @Override
      public double interval() {
        return seconds;
      }
    };
  }

  private HalfRun alone(Direction direction) {
    return new HalfRun(runtime, new ProtocolKey(KeepAlive.NUMBER, direction));
  }

  private void terminate(HalfPair pair) {
    pair.initiator().control(ControlMessage.TERMINATE);
    runtime.advance(Duration.ofSeconds(1));
    runtime.assertNothingLeft();
  }

  /**
   * The payloads of n2n-v15-initiatoronly-keepalive, captured from the reference implementation
   * (ouroboros-network, commit d80f488c): cookies from 0, an interval of 0.2 s, five rounds.
   */
  @Test
  void theWireIsThatOfTheCapturedSession() {
    KeepAlive quick = new KeepAlive(new CountingChance(runtime), Duration.ofMillis(200));
    HalfPair pair = new HalfPair(runtime, KeepAlive.NUMBER).start(quick);
    runtime.runUntil(() -> pair.wire().size() == 10);
    terminate(pair);
    assertThat(pair.wire())
        .containsExactly(
            "I 820000",
            "R 820100",
            "I 820001",
            "R 820101",
            "I 820002",
            "R 820102",
            "I 820003",
            "R 820103",
            "I 820004",
            "R 820104",
            "I 8102");
  }

  @Test
  void theFirstQuestionComesAtOnceAndTheNextAnIntervalAfterTheAnswer() {
    HalfPair pair =
        new HalfPair(runtime, KeepAlive.NUMBER).latency(Duration.ofMillis(25)).start(protocol);
    runtime.runUntilIdle();
    assertThat(pair.initiator().sent()).hasSize(1);
    runtime.advance(Duration.ofMillis(10_049));
    assertThat(pair.initiator().sent()).hasSize(1);
    runtime.advance(Duration.ofMillis(1));
    assertThat(pair.initiator().sent()).hasSize(2);
    runtime.advance(Duration.ofMillis(50));
    assertThat(pair.initiator().roundTrips())
        .containsExactly(Duration.ofMillis(50), Duration.ofMillis(50));
    terminate(pair);
  }

  @Test
  void cookiesAreRandomAnd16BitsWide() {
    KeepAlive random = new KeepAlive(runtime, Duration.ofSeconds(1));
    HalfPair pair = new HalfPair(runtime, KeepAlive.NUMBER).start(random);
    runtime.runUntil(() -> pair.wire().size() >= 40);
    assertThat(pair.wire().stream().distinct().count()).isGreaterThan(35);
    terminate(pair);
  }

  @Test
  void terminateIsObeyedInTheMiddleOfTheInterval() {
    HalfPair pair = new HalfPair(runtime, KeepAlive.NUMBER).start(protocol);
    runtime.advance(Duration.ofSeconds(5));
    pair.initiator().control(ControlMessage.TERMINATE);
    runtime.runUntilIdle();
    assertThat(pair.initiator().result())
        .contains(new HalfResult.Finished("terminated", Optional.empty()));
    runtime.advance(Duration.ofMillis(1));
    assertThat(pair.responder().result())
        .contains(new HalfResult.Finished("done", Optional.empty()));
    runtime.assertNothingLeft();
  }

  @Test
  void oneRoundIsMadeEvenWhenItIsAskedToTerminateFromTheBeginning() {
    HalfPair pair = new HalfPair(runtime, KeepAlive.NUMBER);
    pair.initiator().control(ControlMessage.TERMINATE);
    pair.start(protocol);
    runtime.advance(Duration.ofSeconds(1));
    assertThat(pair.wire()).containsExactly("I 820000", "R 820100", "I 8102");
    runtime.assertNothingLeft();
  }

  @Test
  void anotherCookieIsAnError() {
    HalfRun half = alone(Direction.INITIATOR).start(protocol.initiator());
    runtime.runUntilIdle();
    half.arrive(HexFormat.of().parseHex("820107"));
    runtime.runUntilIdle();
    assertThat(half.failure()).containsInstanceOf(CookieMismatch.class);
    CookieMismatch mismatch = (CookieMismatch) half.failure().orElseThrow();
    assertThat(mismatch.failure().category()).isEqualTo(FailureCategory.REMOTE_MISBEHAVED);
    assertThat(mismatch)
        .hasMessageContaining("mini-protocol 8 initiator")
        .hasMessageContaining("the answer to cookie 0 carried cookie 7");
    assertThat(half.roundTrips()).isEmpty();
  }

  @Test
  void anAnswerThatIsMissingIsAnErrorAfter60Seconds() {
    HalfRun half = alone(Direction.INITIATOR).start(protocol.initiator());
    half.control(ControlMessage.TERMINATE);
    runtime.advance(Duration.ofMillis(59_999));
    assertThat(half.isOver()).as("a missing answer delays the end").isFalse();
    runtime.advance(Duration.ofMillis(1));
    late(half, "StServer", 60_000);
  }

  @Test
  void aQuestionThatIsMissingIsAnErrorAfter97Seconds() {
    HalfRun half = alone(Direction.RESPONDER).start(protocol.responder());
    runtime.advance(Duration.ofMillis(96_999));
    half.arrive(HexFormat.of().parseHex("820001"));
    runtime.advance(Duration.ofMillis(96_999));
    assertThat(half.isOver()).isFalse();
    runtime.advance(Duration.ofMillis(1));
    late(half, "StClient", 97_000);
  }

  private static void late(HalfRun half, String state, long millis) {
    assertThat(half.failure()).containsInstanceOf(ProtocolViolation.class);
    ProtocolViolation violation = (ProtocolViolation) half.failure().orElseThrow();
    assertThat(violation.rule()).isEqualTo(ProtocolViolation.Rule.TOO_LATE);
    assertThat(violation)
        .hasMessageContaining("keep-alive in state " + state)
        .hasMessageContaining(millis + " ms");
  }

  private static Rehearsal<KeepAliveMessage> rehearsal() {
    return Rehearsal.of(
        KeepAliveTable.SPEC,
        KeepAliveTable.CODEC,
        KeepAlive.NUMBER,
        on -> new KeepAlive(on, TEN_SECONDS));
  }

  @Test
  void aHundredSwapsAddNoQuestionAndDelayNone() {
    Rehearsal<KeepAliveMessage> swapped = rehearsal().start();
    for (int i = 0; i < 100; i++) {
      swapped
          .advance(Duration.ofSeconds(1))
          .handOver(Direction.INITIATOR)
          .handOver(Direction.RESPONDER);
    }
    assertThat(swapped.handOvers(Direction.INITIATOR)).isEqualTo(100);
    assertThat(swapped.handOvers(Direction.RESPONDER)).isEqualTo(100);
    List<String> undisturbed = rehearsal().start().advance(Duration.ofSeconds(100)).lines();
    assertThat(swapped.lines()).isEqualTo(undisturbed).hasSize(20);
    assertThat(swapped.terminate().lines()).last().isEqualTo("initiator Done[]");
  }

  @Test
  void aRoundTripHasNothingOfThePauseThatASwapCut() {
    Rehearsal<KeepAliveMessage> swapped =
        rehearsal().latency(Duration.ofMillis(5)).start().advance(Duration.ofSeconds(4));
    swapped.handOver(Direction.INITIATOR).advance(Duration.ofSeconds(7));
    assertThat(swapped.initiator().roundTrips()).containsExactly(Duration.ofMillis(10));
  }

  @Test
  void aChangedIntervalHoldsFromTheNextRoundOn() {
    KeepAlive configured = new KeepAlive(runtime, config(KeepAliveSettings.INTERVAL_SECONDS));
    HalfPair pair = new HalfPair(runtime, KeepAlive.NUMBER).start(configured);
    runtime.advance(Duration.ofSeconds(1));
    configured.modified(config(0.5));
    runtime.advance(Duration.ofSeconds(8));
    assertThat(pair.initiator().sent()).hasSize(1);
    runtime.advance(Duration.ofSeconds(3));
    assertThat(pair.initiator().sent()).hasSizeGreaterThan(3);
    terminate(pair);
  }

  @Test
  void anIntervalThatTheRemoteSideWouldNotBearIsRefusedWithASentence() {
    KeepAlive configured = new KeepAlive(runtime, config(96.9));
    for (double seconds : new double[] {97, 1e300, 0, -1, Double.NaN}) {
      assertThatExceptionOfType(TemperaException.class)
          .isThrownBy(() -> configured.modified(config(seconds)))
          .withMessageStartingWith(
              "io.tempera.keep.alive: interval is above 0 and below 97 seconds, after which the"
                  + " remote side hangs up; it says")
          .satisfies(
              e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.CONFIGURATION));
    }
  }
}
