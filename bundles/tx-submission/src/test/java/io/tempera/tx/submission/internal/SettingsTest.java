package io.tempera.tx.submission.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.check.HalfRun;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.testkit.VirtualRuntime;
import java.lang.annotation.Annotation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SettingsTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final FakePool from = new FakePool(Txs.txs(1, 20));
  private final FakePool to = new FakePool();

  private record Config(double delay, int unacknowledged, int ids, int txs)
      implements TxSubmission.Config {
    @Override
    public double init_delay() {
      return delay;
    }

    @Override
    public int most_unacknowledged() {
      return unacknowledged;
    }

    @Override
    public int ids_at_once() {
      return ids;
    }

    @Override
    public int txs_at_once() {
      return txs;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return TxSubmission.Config.class;
    }
  }

  private void refused(Config config, String sentence) {
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> new TxSubmission(runtime, to, config))
        .withMessage("io.tempera.tx.submission: " + sentence)
        .satisfies(
            e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.CONFIGURATION));
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedWithASentence() {
    refused(new Config(-1, 10, 3, 2), "init.delay is 0 to 3600 seconds; it says -1.0");
    refused(new Config(Double.NaN, 10, 3, 2), "init.delay is 0 to 3600 seconds; it says -1.0");
    refused(new Config(1e300, 10, 3, 2), "init.delay is 0 to 3600 seconds; it says 7200.0");
    refused(new Config(60, 0, 3, 2), "most.unacknowledged is 1 to 100; it says 0");
    refused(new Config(60, 101, 3, 2), "most.unacknowledged is 1 to 100; it says 101");
    refused(
        new Config(60, 10, 11, 2),
        "ids.at.once is 1 to most.unacknowledged, which is 10; it says 11");
    refused(
        new Config(60, 10, 3, 0),
        "txs.at.once is 1 to most.unacknowledged, which is 10; it says 0");
  }

  @Test
  void whereNothingIsSetTheFirstQuestionIsForThreeIdsAfterAMinute() throws Exception {
    Config unset =
        new Config(
            (double) unset("init_delay"),
            (int) unset("most_unacknowledged"),
            (int) unset("ids_at_once"),
            (int) unset("txs_at_once"));
    assertThat(unset).isEqualTo(new Config(60, 10, 3, 2));
    HalfRun half = asked(new TxSubmission(runtime, from, unset));
    runtime.advance(Duration.ofMillis(59_999));
    assertThat(half.sent()).isEmpty();
    runtime.advance(Duration.ofMillis(1));
    assertAsksFor(half, 3);
  }

  private static Object unset(String setting) throws NoSuchMethodException {
    return TxSubmission.Config.class.getMethod(setting).getDefaultValue();
  }

  private HalfRun asked(TxSubmission protocol) {
    HalfRun half = new HalfRun(runtime, new ProtocolKey(TxSubmission.NUMBER, Direction.RESPONDER));
    half.start(protocol.responder());
    half.arrive(TxCodec.CODEC.encode(new TxMessage.Init()));
    runtime.runUntilIdle();
    return half;
  }

  private void assertAsksFor(HalfRun half, int ids) {
    assertThat(half.sent())
        .containsExactly(TxCodec.CODEC.encode(new TxMessage.RequestTxIds(true, 0, ids)));
    half.interrupt();
    runtime.assertNothingLeft();
  }

  @Test
  void whatIsSetIsWhatIsAsked() {
    TxPair pair = new TxPair(runtime, from, to, new TxSettings(Duration.ZERO, 5, 5, 4));
    pair.start().advance(Duration.ofSeconds(1));
    assertThat(pair.words())
        .startsWith("init", "wait 5 +0", "named 01 02 03 04 05", "txs 01 02 03 04", "txs 05");
    assertThat(to.received()).isEqualTo(Txs.txs(1, 20));
    pair.terminate();
  }

  @Test
  void changedSettingsHoldForConversationsThatBeginFromThenOn() {
    TxSubmission protocol = new TxSubmission(runtime, from, new Config(60, 10, 3, 2));
    protocol.modified(new Config(0, 4, 4, 1));
    assertAsksFor(asked(protocol), 4);
  }
}
