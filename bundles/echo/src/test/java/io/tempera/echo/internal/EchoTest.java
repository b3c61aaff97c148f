package io.tempera.echo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.check.HalfPair;
import io.tempera.check.HalfRun;
import io.tempera.check.Rehearsal;
import io.tempera.failure.TemperaException;
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
final class EchoTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final Echo protocol = new Echo(runtime, Duration.ofSeconds(1));

  private static Echo.Config config(double seconds) {
    return new Echo.Config() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return Echo.Config.class;
      }

      @Override
      public double interval() {
        return seconds;
      }
    };
  }

  @Test
  void wordsComeBackAtOnceAndAfterEachInterval() {
    HalfPair pair =
        new HalfPair(runtime, Echo.NUMBER).latency(Duration.ofMillis(5)).start(protocol);
    runtime.advance(Duration.ofMillis(2_500));
    assertThat(pair.initiator().notes())
        .containsExactly("echo 1 after 10000 us", "echo 2 after 10000 us", "echo 3 after 10000 us");
    assertThat(pair.initiator().roundTrips()).as("keep-alive's to publish").isEmpty();
    pair.initiator().control(ControlMessage.TERMINATE);
    runtime.advance(Duration.ofSeconds(1));
    assertThat(pair.wire()).hasSize(7).last().isEqualTo("I 8102");
    assertThat(pair.initiator().result())
        .contains(new HalfResult.Finished("terminated", Optional.empty()));
    assertThat(pair.responder().result())
        .contains(new HalfResult.Finished("done", Optional.empty()));
    runtime.assertNothingLeft();
  }

  @Test
  void whoeverCarriesOnKnowsWhichRoundItIs() {
    Rehearsal<EchoMessage> echo =
        Rehearsal.of(
                EchoTable.SPEC,
                EchoTable.CODEC,
                Echo.NUMBER,
                on -> new Echo(on, Duration.ofSeconds(1)))
            .start()
            .advance(Duration.ofMillis(500))
            .handOver(Direction.INITIATOR)
            .advance(Duration.ofMillis(400));
    assertThat(echo.messages()).as("the rest of the interval passes first").hasSize(2);
    echo.advance(Duration.ofMillis(500)).terminate();
    assertThat(echo.messages())
        .containsExactly(
            new EchoMessage.Request("Are you still there? 1".getBytes()),
            new EchoMessage.Response("Are you still there? 1".getBytes()),
            new EchoMessage.Request("Are you still there? 2".getBytes()),
            new EchoMessage.Response("Are you still there? 2".getBytes()),
            new EchoMessage.Done());
  }

  @Test
  void otherWordsAreAnError() {
    HalfRun half = new HalfRun(runtime, new ProtocolKey(Echo.NUMBER, Direction.INITIATOR));
    half.start(protocol.initiator());
    runtime.runUntilIdle();
    half.arrive(HexFormat.of().parseHex("820143616263"));
    runtime.runUntilIdle();
    assertThat(half.failure()).containsInstanceOf(EchoMismatch.class);
    assertThat(half.failure().orElseThrow()).hasMessageContaining("and 3 others came back");
  }

  @Test
  void aChangedIntervalHoldsFromTheNextRoundOn() {
    Echo configured = new Echo(runtime, config(EchoSettings.INTERVAL_SECONDS));
    HalfPair pair = new HalfPair(runtime, Echo.NUMBER).start(configured);
    runtime.advance(Duration.ofMillis(500));
    configured.modified(config(100));
    runtime.advance(Duration.ofSeconds(50));
    assertThat(pair.initiator().sent()).hasSize(2);
    pair.initiator().control(ControlMessage.TERMINATE);
    runtime.advance(Duration.ofSeconds(1));
    runtime.assertNothingLeft();
  }

  @Test
  void anIntervalThatTheRemoteSideWouldNotBearIsRefusedWithASentence() {
    for (double seconds : new double[] {300, 1e300, 0, -1, Double.NaN}) {
      assertThatExceptionOfType(TemperaException.class)
          .isThrownBy(() -> protocol.modified(config(seconds)))
          .withMessageStartingWith("io.tempera.echo: interval is above 0 and below 300 seconds");
    }
  }
}
