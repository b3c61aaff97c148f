package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.OUTBOUND_IDLE_UNI;
import static io.tempera.connection.ConnectionState.RESERVED_OUTBOUND;
import static io.tempera.connection.ConnectionState.TERMINATED;
import static io.tempera.connection.ConnectionState.TERMINATING;
import static io.tempera.connection.ConnectionState.UNKNOWN;
import static io.tempera.connection.ConnectionState.UNNEGOTIATED_IN;
import static io.tempera.connection.ConnectionState.UNNEGOTIATED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManagerException;
import io.tempera.connection.ConnectionManagerException.Reason;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DiffusionMode;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interrupted callers, and the end of the whole: every call ends, and nothing stays open. */
@Timeout(60)
final class GivingUpTest {
  private final Harness world = new Harness();

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  @Test
  void anInterruptedDialLeavesNothing() {
    world.network.dropDialsTo(Harness.REMOTE);
    Harness.Pending<AcquireResult> acquire = world.acquire();
    assertThat(world.state()).isEqualTo(RESERVED_OUTBOUND);

    acquire.interrupt();

    assertThat(acquire.thrown()).isInstanceOf(InterruptedException.class);
    assertThat(world.history(Harness.REMOTE))
        .containsExactly(UNKNOWN, RESERVED_OUTBOUND, TERMINATED, UNKNOWN);
  }

  @Test
  void anInterruptedHandshakeClosesTheConnection() {
    world.handshake.hold();
    Harness.Pending<AcquireResult> acquire = world.acquire();
    assertThat(world.state()).isEqualTo(UNNEGOTIATED_OUT);

    acquire.interrupt();

    assertThat(acquire.thrown()).isInstanceOf(InterruptedException.class);
    assertThat(world.state()).isEqualTo(UNKNOWN);
    assertThat(world.network.connections()).isEmpty();
    world.handshake.release();
    world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER);
  }

  @Test
  void anInterruptedAcceptorClosesTheConnectionAndWhoeverJoinedHearsOfIt() throws Exception {
    world.handshake.hold();
    Harness.Pending<AcquireResult> include = world.include(Harness.REMOTE);
    Harness.Pending<AcquireResult> join = world.acquire();
    assertThat(world.state()).isEqualTo(UNNEGOTIATED_IN);

    include.interrupt();

    assertThat(include.thrown()).isInstanceOf(InterruptedException.class);
    assertThat(((AcquireResult.Disconnected) join.value()).reason().text()).contains("interrupted");
    assertThat(world.network.connections()).isEmpty();
  }

  @Test
  void whoJoinedAnothersHandshakeMayGiveUpWithoutHarm() throws Exception {
    world.handshake.hold();
    Harness.Pending<AcquireResult> include = world.include(Harness.REMOTE);
    Harness.Pending<AcquireResult> join = world.acquire();

    join.interrupt();

    assertThat(join.thrown()).isInstanceOf(InterruptedException.class);
    world.handshake.release();
    Harness.connected(include.value());
  }

  @Test
  void anInterruptedReleaseStopsWaitingButNotTheRelease() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_ONLY);
    Harness.Pending<OperationResult<ConnectionState>> release =
        world.begin("release", () -> world.manager.releaseOutbound(handle));

    release.interrupt();

    assertThat(release.thrown()).isInstanceOf(InterruptedException.class);
    assertThat(world.state()).isEqualTo(OUTBOUND_IDLE_UNI);
    world.runtime.advance(Duration.ofSeconds(5));
    assertThat(world.state()).isEqualTo(TERMINATING);
  }

  @Test
  void whoWaitsForATimeWaitMayGiveUp() {
    ConnectionHandle handle = world.acquired(DiffusionMode.INITIATOR_ONLY);
    world.begin("release", () -> world.manager.releaseOutbound(handle)).value();
    Harness.Pending<AcquireResult> again = world.acquire();
    assertThat(again.isDone()).isFalse();

    again.interrupt();

    assertThat(again.thrown()).isInstanceOf(InterruptedException.class);
    assertThat(world.state()).isEqualTo(TERMINATING);
  }

  @Test
  void anInterruptThatComesAfterTheAnswerIsKeptForLater() {
    Harness.Pending<Boolean> acquire =
        world.begin(
            "acquire",
            () -> {
              Thread.currentThread().interrupt();
              world.manager.waitForOutboundDemotion(Samples.STRANGER);
              return Thread.interrupted();
            });

    assertThat(acquire.value()).isTrue();
  }

  @Test
  void theEndAnswersEveryCallerWithAReason() throws Exception {
    InetSocketAddress other = new InetSocketAddress("127.0.0.2", 40_001);
    ConnectionHandle released = world.acquired(DiffusionMode.INITIATOR_ONLY);
    Harness.Pending<OperationResult<ConnectionState>> release =
        world.begin("release", () -> world.manager.releaseOutbound(released));
    Harness.Pending<Boolean> watch =
        world.begin(
            "watch",
            () -> {
              world.manager.waitForOutboundDemotion(released);
              return true;
            });
    world.handshake.hold();
    Harness.Pending<AcquireResult> include = world.include(other);
    Harness.Pending<AcquireResult> join =
        world.begin(
            "join",
            () ->
                world.manager.acquireOutbound(
                    other, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND));

    world.runtime.run(world.manager::close);

    assertThat(release.value()).isEqualTo(new OperationResult.Success<>(TERMINATED));
    assertThat(watch.value()).isTrue();
    assertThat(((AcquireResult.Disconnected) include.value()).reason())
        .isEqualTo(
            new DisconnectReason.HandlerFailed(
                Failure.of(FailureCategory.SHUTTING_DOWN, "the connection manager is going down")));
    assertThat(reason(join)).isEqualTo(Reason.SHUTTING_DOWN);
    world.runtime.runUntilIdle();
    assertThat(world.network.connections()).isEmpty();
    assertThat(world.manager.connections()).isEmpty();
  }

  @Test
  void theEndAnswersWhoDialsAndWhoWaitsForATimeWait() throws Exception {
    ConnectionHandle released = world.acquired(DiffusionMode.INITIATOR_ONLY);
    world.begin("release", () -> world.manager.releaseOutbound(released)).value();
    Harness.Pending<AcquireResult> again = world.acquire();
    InetSocketAddress silent = new InetSocketAddress("127.0.0.2", 3002);
    world.network.dropDialsTo(silent);
    Harness.Pending<AcquireResult> dial =
        world.begin(
            "dial",
            () ->
                world.manager.acquireOutbound(
                    silent, DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND));

    world.runtime.run(world.manager::close);

    assertThat(reason(again)).isEqualTo(Reason.SHUTTING_DOWN);
    assertThat(reason(dial)).isEqualTo(Reason.SHUTTING_DOWN);
  }

  @Test
  void afterTheEndNothingBegins() throws Exception {
    world.runtime.run(world.manager::close);
    world.runtime.run(world.manager::close);

    assertThat(reason(world.acquire())).isEqualTo(Reason.SHUTTING_DOWN);
    assertThat(world.include(Harness.REMOTE).value())
        .isInstanceOf(AcquireResult.Disconnected.class);
    assertThat(world.network.connections()).isEmpty();
  }

  private static Reason reason(Harness.Pending<AcquireResult> pending) {
    return ((ConnectionManagerException) pending.thrown()).reason();
  }
}
