package io.tempera.tip.sample.internal;

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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TipSampleTest {
  private static final String ASK = "I 8100";
  private static final String DONE = "I 8102";

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final TipSample protocol = new TipSample(runtime, Duration.ofSeconds(10));
  private final HalfPair pair = new HalfPair(runtime, TipSample.NUMBER);

  private static TipSample.Config config(double seconds) {
    return new TipSample.Config() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return TipSample.Config.class;
      }

      @Override
      public double interval() {
        return seconds;
      }
    };
  }

  private long asked() {
    return pair.wire().stream().filter(ASK::equals).count();
  }

  private void ask(ControlMessage message) {
    pair.initiator().control(message);
    runtime.runUntilIdle();
  }

  private void terminate() {
    ask(ControlMessage.TERMINATE);
    runtime.advance(Duration.ofMillis(1));
    assertThat(pair.wire()).last().isEqualTo(DONE);
    assertThat(pair.initiator().result())
        .contains(new HalfResult.Finished("terminated", Optional.empty()));
    assertThat(pair.responder().result())
        .contains(new HalfResult.Finished("done", Optional.empty()));
    runtime.assertNothingLeft();
  }

  @Test
  void thePeersTipIsAskedForAtOnceAndAnIntervalAfterEachAnswer() {
    pair.latency(Duration.ofMillis(25)).start(protocol);
    runtime.runUntilIdle();
    assertThat(pair.initiator().sent()).hasSize(1);
    runtime.advance(Duration.ofMillis(10_049));
    assertThat(pair.initiator().sent()).hasSize(1);
    runtime.advance(Duration.ofMillis(10_051));
    assertThat(pair.initiator().sent()).hasSize(3);
    runtime.advance(Duration.ofMillis(50));
    assertThat(pair.initiator().notes())
        .containsExactly(
            "tip block 0 (af5570f5...)",
            "tip block 10 (8d85f846...)",
            "tip block 20 (22a264ee...)");
    ask(ControlMessage.TERMINATE);
    runtime.advance(Duration.ofMillis(25));
    runtime.assertNothingLeft();
  }

  @Test
  void notAByteIsSentWhileItIsQuietAndItGoesOnAtOnce() {
    pair.start(protocol);
    runtime.advance(Duration.ofSeconds(15));
    assertThat(asked()).isEqualTo(2);
    ask(ControlMessage.QUIESCE);
    runtime.advance(Duration.ofHours(1));
    assertThat(pair.wire()).hasSize(4);
    ask(ControlMessage.CONTINUE);
    assertThat(pair.initiator().sent()).hasSize(3);
    runtime.advance(Duration.ofSeconds(10));
    assertThat(asked()).as("and no more than one at once").isEqualTo(3);
    runtime.advance(Duration.ofSeconds(1));
    assertThat(asked()).isEqualTo(4);
    terminate();
  }

  @Test
  void anAnswerThatIsOutstandingIsStillTakenWhenItIsToBeQuiet() {
    pair.latency(Duration.ofSeconds(5)).start(protocol);
    runtime.advance(Duration.ofSeconds(1));
    ask(ControlMessage.QUIESCE);
    runtime.advance(Duration.ofHours(1));
    assertThat(pair.wire()).hasSize(2);
    assertThat(pair.initiator().notes()).hasSize(1);
    assertThat(pair.initiator().left()).isEmpty();
    pair.latency(Duration.ofMillis(1));
    terminate();
  }

  @Test
  void itIsQuietFromTheBeginningWhereThePeerIsHotAlready() {
    pair.initiator().control(ControlMessage.QUIESCE);
    pair.start(protocol);
    runtime.advance(Duration.ofHours(1));
    assertThat(pair.wire()).isEmpty();
    ask(ControlMessage.CONTINUE);
    assertThat(pair.initiator().sent()).hasSize(1);
    runtime.advance(Duration.ofSeconds(1));
    terminate();
  }

  @Test
  void itEndsWhileItIsQuiet() {
    pair.start(protocol);
    runtime.advance(Duration.ofSeconds(1));
    ask(ControlMessage.QUIESCE);
    runtime.advance(Duration.ofDays(30));
    terminate();
  }

  @Test
  void aTipThatIsNotOnTheChainIsAnError() {
    HalfRun half = alone(Direction.INITIATOR).start(protocol.initiator());
    runtime.runUntilIdle();
    half.arrive(HexFormat.of().parseHex("8301075820" + "ab".repeat(32)));
    runtime.runUntilIdle();
    assertThat(half.failure()).containsInstanceOf(TipMismatch.class);
    TipMismatch mismatch = (TipMismatch) half.failure().orElseThrow();
    assertThat(mismatch.failure().category()).isEqualTo(FailureCategory.REMOTE_MISBEHAVED);
    assertThat(mismatch)
        .hasMessageContaining("mini-protocol 7002 initiator")
        .hasMessageContaining("its tip is block 7 (abababab...)");
  }

  @Test
  void aTipThatIsMissingIsAnErrorAfter60SecondsAlsoWhileItIsToBeQuiet() {
    HalfRun half = alone(Direction.INITIATOR).start(protocol.initiator());
    runtime.runUntilIdle();
    half.control(ControlMessage.QUIESCE);
    runtime.advance(Duration.ofMillis(59_999));
    assertThat(half.isOver()).isFalse();
    runtime.advance(Duration.ofMillis(1));
    assertThat(half.failure()).containsInstanceOf(ProtocolViolation.class);
    assertThat(((ProtocolViolation) half.failure().orElseThrow()).rule())
        .isEqualTo(ProtocolViolation.Rule.TOO_LATE);
  }

  @Test
  void aQuestionMayBeMissingForAsLongAsThePeerIsHot() {
    HalfRun half = alone(Direction.RESPONDER).start(protocol.responder());
    runtime.advance(Duration.ofDays(30));
    assertThat(half.isOver()).isFalse();
    half.arrive(HexFormat.of().parseHex("8102"));
    runtime.runUntilIdle();
    assertThat(half.result()).contains(new HalfResult.Finished("done", Optional.empty()));
  }

  private HalfRun alone(Direction direction) {
    return new HalfRun(runtime, new ProtocolKey(TipSample.NUMBER, direction));
  }

  @Test
  void aSwapWhileItIsQuietAddsNothingAndTheChainGoesOn() {
    Rehearsal<TipMessage> swapped =
        Rehearsal.of(
                TipTable.SPEC,
                TipTable.CODEC,
                TipSample.NUMBER,
                on -> new TipSample(on, Duration.ofSeconds(10)))
            .start()
            .advance(Duration.ofSeconds(5))
            .ask(ControlMessage.QUIESCE)
            .handOver(Direction.INITIATOR)
            .handOver(Direction.RESPONDER)
            .advance(Duration.ofSeconds(15));
    assertThat(swapped.handOvers(Direction.INITIATOR)).isEqualTo(1);
    assertThat(swapped.handOvers(Direction.RESPONDER)).isEqualTo(1);
    assertThat(swapped.lines()).hasSize(2);
    swapped.ask(ControlMessage.CONTINUE).terminate();
    assertThat(swapped.lines())
        .containsExactly(
            "initiator AskTip[]",
            "responder TellTip[tip=block 0 (af5570f5...)]",
            "initiator AskTip[]",
            "responder TellTip[tip=block 20 (22a264ee...)]",
            "initiator Done[]");
  }

  @Test
  void aChangedIntervalHoldsFromTheNextRoundOn() {
    TipSample configured = new TipSample(runtime, config(TipSettings.INTERVAL_SECONDS));
    pair.start(configured);
    runtime.advance(Duration.ofSeconds(1));
    configured.modified(config(0.5));
    runtime.advance(Duration.ofSeconds(8));
    assertThat(asked()).isEqualTo(1);
    runtime.advance(Duration.ofSeconds(3));
    assertThat(asked()).isGreaterThan(3);
    terminate();
  }

  @Test
  void anIntervalThatMakesNoSenseIsRefusedWithASentence() {
    TipSample configured = new TipSample(runtime, config(86_400));
    for (double seconds : new double[] {86_401, 1e300, 0, -1, Double.NaN}) {
      assertThatExceptionOfType(TemperaException.class)
          .isThrownBy(() -> configured.modified(config(seconds)))
          .withMessageStartingWith(
              "io.tempera.tip.sample: interval is above 0 and at most 86400 seconds; it says")
          .satisfies(
              e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.CONFIGURATION));
    }
  }
}
