package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.connection.Provenance;
import io.tempera.inbound.InboundTrace;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may set, before and while the governor runs. */
final class SettingsTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final FakeConnections connections = new FakeConnections();

  private static InboundGovernorComponent.Config written(String idle, String mature) {
    return written(idle, mature, "5");
  }

  private static InboundGovernorComponent.Config written(String idle, String mature, String close) {
    Map<String, String> values =
        Map.of("idle_timeout", idle, "mature_peer_delay", mature, "close_timeout", close);
    return (InboundGovernorComponent.Config)
        Proxy.newProxyInstance(
            SettingsTest.class.getClassLoader(),
            new Class<?>[] {InboundGovernorComponent.Config.class},
            (proxy, method, arguments) -> values.get(method.getName()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "soon", "", "1e9"})
  void aTimeThatCannotBeIsRefusedWithASentenceThatNamesItsKey(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.read(value, "900", "5"))
        .withMessage("idle.timeout is '" + value + "': give 0 to 31536000 seconds, such as 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.read("5", value, "5"))
        .withMessage(
            "mature.peer.delay is '" + value + "': give 0 to 31536000 seconds, such as 900");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.read("5", "900", value))
        .withMessage("close.timeout is '" + value + "': give 0 to 31536000 seconds, such as 5");
  }

  @Test
  void aTimeMayHaveAFraction() {
    assertThat(Settings.read("0.25", "1.5", "0.75"))
        .isEqualTo(
            new Settings(Duration.ofMillis(250), Duration.ofMillis(1_500), Duration.ofMillis(750)));
  }

  @Test
  void theDefaultsAreTheReferencesAndFiveSecondsForTheEnd() {
    assertThat(Settings.defaults())
        .isEqualTo(
            new Settings(Duration.ofSeconds(5), Duration.ofMinutes(15), Duration.ofSeconds(5)));
  }

  @Test
  void otherTimesHoldForTimersThatBeginLaterAndNoConnectionIsDropped() throws Exception {
    InboundGovernorComponent governor =
        new InboundGovernorComponent(runtime, tracer, connections, written("5", "900"));
    FakeConnection before = new FakeConnection(runtime, 1).duplex(Provenance.INBOUND);
    FakeConnection after = new FakeConnection(runtime, 2).duplex(Provenance.INBOUND);
    connections.announce(before);
    runtime.runUntilIdle();

    governor.modified(written("2", "1"));
    connections.announce(after);
    runtime.runUntilIdle();

    assertThat(governor.remoteStates()).hasSize(2);
    assertThat(before.told).containsExactly("start all");
    runtime.advance(Duration.ofSeconds(1));
    assertThat(governor.matureDuplexPeers())
        .singleElement()
        .satisfies(peer -> assertThat(peer.remote()).isEqualTo(after.connectionId().remote()));
    runtime.advance(Duration.ofSeconds(1));
    assertThat(governor.remoteStates()).containsOnlyKeys(before.connectionId());
    runtime.advance(Duration.ofSeconds(3));
    assertThat(governor.remoteStates()).isEmpty();
    runtime.run(governor::close);
    runtime.assertNothingLeft();
  }

  @Test
  void whatMakesNoSenseChangesNothingWhileItRuns() throws Exception {
    InboundGovernorComponent governor =
        new InboundGovernorComponent(runtime, tracer, connections, written("5", "900"));

    assertThatThrownBy(() -> governor.modified(written("2", "later")))
        .hasMessageStartingWith("mature.peer.delay is 'later'");

    connections.announce(new FakeConnection(runtime, 1));
    runtime.runUntilIdle();
    runtime.advance(Duration.ofSeconds(4));
    assertThat(tracer.traces(InboundTrace.DemotedToColdRemote.class)).isEmpty();
    runtime.advance(Duration.ofSeconds(1));
    assertThat(tracer.traces(InboundTrace.DemotedToColdRemote.class)).hasSize(1);
    runtime.run(governor::close);
    runtime.assertNothingLeft();
  }

  @Test
  void theEndWaitsAsLongAsIsSetByThenAndWhatTakesLongerStopsItsConnectionLater() throws Exception {
    Gate gate = new Gate(runtime);
    InboundGovernorComponent governor =
        new InboundGovernorComponent(
            runtime,
            new GatedTracer(tracer, trace -> true, gate),
            connections,
            written("5", "900", "7"));
    FakeConnection connection = new FakeConnection(runtime, 1);
    gate.close();
    connections.announce(connection);
    runtime.runUntilIdle();
    assertThat(gate.waiting()).isEqualTo(1);
    governor.modified(written("5", "900", "3"));
    Duration before = runtime.elapsed();

    runtime.run(governor::close);

    assertThat(runtime.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(3));
    gate.open();
    runtime.runUntilIdle();
    assertThat(connection.told).endsWith("stop");
    assertThat(governor.remoteStates()).isEmpty();
    runtime.assertNothingLeft();
  }
}
