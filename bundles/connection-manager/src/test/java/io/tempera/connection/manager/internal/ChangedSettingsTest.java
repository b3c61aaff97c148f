package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.OperationResult;
import io.tempera.handshake.DiffusionMode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Settings that change while the node runs. */
@Timeout(60)
final class ChangedSettingsTest {
  private static final InetSocketAddress OTHER = new InetSocketAddress("127.0.0.2", 40_001);

  private final Harness world = new Harness();

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  private void set(Map<String, String> settings) {
    world.manager.modified(Configs.node(settings), Configs.manager(settings));
    world.runtime.runUntilIdle();
  }

  @Test
  void aChangeOfEverySettingDropsNoConnection() throws Exception {
    world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);
    Harness.connected(world.include(OTHER).value());

    set(
        Map.of(
            "outbound.idle.timeout", "1",
            "time.wait.timeout", "2",
            "connect.timeout", "3",
            "inbound.hard.limit", "1",
            "network.magic", "42",
            "versions", "15"));

    assertThat(world.network.connections()).hasSize(2);
    assertThat(world.state()).isEqualTo(ConnectionState.OUTBOUND_DUP_TICKING);
    assertThat(world.state(OTHER)).isEqualTo(ConnectionState.INBOUND_IDLE_DUP);
    AcquireResult next = world.include(new InetSocketAddress("127.0.0.2", 40_002)).value();
    assertThat(next)
        .as("the limit holds from now on")
        .isInstanceOf(AcquireResult.Disconnected.class);
  }

  @Test
  void aTimerThatRunsKeepsItsTimeAndTheNextOneHasTheNewOne() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_ONLY);
    Harness.Pending<OperationResult<ConnectionState>> release =
        world.begin("release", () -> world.manager.releaseOutbound(handle));

    set(Map.of("outbound.idle.timeout", "1", "time.wait.timeout", "2"));
    world.runtime.advance(Duration.ofMillis(4_999));
    assertThat(release.isDone()).isFalse();
    world.runtime.advance(Duration.ofMillis(1));
    assertThat(world.state()).isEqualTo(ConnectionState.TERMINATING);
    world.runtime.advance(Duration.ofMillis(1_999));
    assertThat(world.state()).isEqualTo(ConnectionState.TERMINATING);
    world.runtime.advance(Duration.ofMillis(1));

    assertThat(world.state()).isEqualTo(ConnectionState.UNKNOWN);
  }

  @Test
  void theNextAttemptToDialHasTheNewLimit() {
    world.network.dropDialsTo(Harness.REMOTE);
    set(Map.of("connect.timeout", "3"));
    Duration before = world.runtime.elapsed();

    world.acquire().thrown();

    assertThat(world.runtime.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void theEndWaitsAsLongAsIsSetByThen() throws Exception {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);
    world.mux(handle.connectionId()).neverStops();
    set(Map.of("close.timeout", "3"));
    Duration before = world.runtime.elapsed();

    world.runtime.run(world.manager::close);

    assertThat(world.runtime.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(3));
    world.runtime.runUntilIdle();
    assertThat(world.network.connections()).as("reset in the end").isEmpty();
  }

  @Test
  void aChangeThatMakesNoSenseChangesNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set(Map.of("connect.timeout", "0", "outbound.idle.timeout", "1")))
        .withMessageContaining("connect.timeout");

    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_ONLY);
    Harness.Pending<OperationResult<ConnectionState>> release =
        world.begin("release", () -> world.manager.releaseOutbound(handle));
    world.runtime.advance(Duration.ofMillis(4_999));
    assertThat(release.isDone()).isFalse();
    release.interrupt();
  }
}
