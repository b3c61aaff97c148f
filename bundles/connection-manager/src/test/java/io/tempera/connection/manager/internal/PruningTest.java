package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.DUPLEX;
import static io.tempera.connection.ConnectionState.INBOUND_DUP;
import static io.tempera.connection.ConnectionState.INBOUND_IDLE_DUP;
import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_EXPIRED;
import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_TICKING;
import static io.tempera.connection.ConnectionState.OUTBOUND_IDLE_DUP;
import static io.tempera.connection.ConnectionState.TERMINATED;
import static io.tempera.connection.ConnectionState.UNKNOWN;
import static io.tempera.connection.manager.internal.Crowd.FIRST;
import static io.tempera.connection.manager.internal.Crowd.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.DialRequest;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.connection.PruneCandidate;
import io.tempera.handshake.DiffusionMode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection of ours becomes an inbound one where there are as many as may be. */
@Timeout(60)
final class PruningTest {
  private final Crowd crowd = new Crowd();
  private final Harness world = crowd.world;

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  @Test
  void aPlainInboundConnectionMakesRoomForOneThatBothSidesUse() throws Exception {
    ConnectionId first = crowd.accepted(FIRST);
    ConnectionId second = crowd.accepted(SECOND);
    ConnectionId ours = crowd.ours();

    OperationResult<ConnectionState> result =
        world.manager.promotedToWarmRemote(crowd.handle(ours));

    assertThat(result).isEqualTo(new OperationResult.Success<>(DUPLEX));
    assertThat(world.manager.counters().inbound()).isEqualTo(2);
    assertThat(crowd.pruned().needed()).isEqualTo(1);
    assertThat(crowd.pruned().candidates()).isEqualTo(3);
    assertThat(crowd.pruned().pruned()).isSubsetOf(first, second).hasSize(1);
    ConnectionId gone = crowd.pruned().pruned().getFirst();
    world.runtime.runUntilIdle();
    assertThat(world.network.isOpen(gone)).isFalse();
    assertThat(world.history((InetSocketAddress) gone.remote()))
        .as("without a time-wait")
        .endsWith(INBOUND_IDLE_DUP, TERMINATED, UNKNOWN);
    assertThat(world.said(ConnectionTrace.Closed.class))
        .isEqualTo(
            new ConnectionTrace.Closed(
                gone,
                false,
                "it made room: there are more inbound connections than 2, the hard limit"));
  }

  @Test
  void belowTheLimitNobodyIsAsked() throws Exception {
    crowd.publish(
        (candidates, needed) -> {
          throw new AssertionError("Nobody has to go");
        });
    crowd.accepted(FIRST);
    ConnectionId ours = crowd.ours();

    world.manager.promotedToWarmRemote(crowd.handle(ours));
    crowd.release(ours);

    assertThat(world.state()).isEqualTo(INBOUND_DUP);
    assertThat(world.tracer.traces(ConnectionTrace.PruneConnections.class)).isEmpty();
  }

  @Test
  void whatWeReleaseOverTheLimitIsLeftToTheRemoteSideWhenAnotherOneGoes() throws Exception {
    ConnectionId first = crowd.accepted(FIRST);
    ConnectionId second = crowd.accepted(SECOND);
    ConnectionId ours = crowd.ours();
    List<List<PruneCandidate>> asked = new ArrayList<>();
    crowd.publish(
        (candidates, needed) -> {
          asked.add(candidates);
          return List.of(first);
        });

    assertThat(crowd.release(ours).value())
        .isEqualTo(new OperationResult.Success<>(INBOUND_IDLE_DUP));

    assertThat(asked)
        .containsExactly(
            Stream.of(ours, first, second)
                .sorted()
                .map(id -> new PruneCandidate(id, INBOUND_IDLE_DUP))
                .toList());
    assertThat(world.state()).isEqualTo(INBOUND_IDLE_DUP);
    assertThat(world.state(FIRST)).isEqualTo(UNKNOWN);
  }

  @Test
  void whatIsReleasedMayHaveToGoItself() throws Exception {
    crowd.accepted(FIRST);
    crowd.accepted(SECOND);
    ConnectionId ours = crowd.ours();
    crowd.publish(Crowd.firstGoes(ours));

    assertThat(crowd.release(ours).value()).isEqualTo(new OperationResult.Success<>(UNKNOWN));

    assertThat(world.history(Harness.REMOTE)).endsWith(OUTBOUND_DUP_TICKING, TERMINATED, UNKNOWN);
    assertThat(world.manager.counters().inbound()).isEqualTo(2);
  }

  @Test
  void whatTheRemoteSideBeginsToUseMayHaveToGoItself() throws Exception {
    crowd.accepted(FIRST);
    crowd.accepted(SECOND);
    ConnectionId ours = crowd.ours();
    world.manager.releaseInbound(crowd.handle(ours));
    assertThat(world.state()).isEqualTo(OUTBOUND_DUP_EXPIRED);
    crowd.publish(Crowd.firstGoes(ours));

    assertThat(world.manager.promotedToWarmRemote(crowd.handle(ours)))
        .isEqualTo(new OperationResult.Unsupported<>(UNKNOWN));

    world.runtime.runUntilIdle();
    assertThat(world.network.isOpen(ours)).isFalse();
  }

  @Test
  void whoBeginsDuringTheOutboundIdleTimeIsSaidToGoOnWhenItDoes() throws Exception {
    ConnectionId first = crowd.accepted(FIRST);
    crowd.accepted(SECOND);
    ConnectionId ours = crowd.ours();
    world.manager.releaseInbound(crowd.handle(ours));
    Harness.Pending<OperationResult<ConnectionState>> release = crowd.release(ours);
    assertThat(world.state()).isEqualTo(OUTBOUND_IDLE_DUP);
    crowd.publish(Crowd.firstGoes(first));

    world.manager.promotedToWarmRemote(crowd.handle(ours));

    assertThat(release.value()).isEqualTo(new OperationResult.Unsupported<>(INBOUND_DUP));
    assertThat(world.history(Harness.REMOTE)).endsWith(OUTBOUND_IDLE_DUP, INBOUND_DUP);
    world.runtime.advance(Duration.ofSeconds(10));
    assertThat(world.state()).isEqualTo(INBOUND_DUP);
  }

  @Test
  void whoWaitsForTheEndOfAnIdleTimeIsAnsweredWhenItIsPruned() throws Exception {
    crowd.accepted(FIRST);
    crowd.accepted(SECOND);
    ConnectionId ours = crowd.ours();
    world.manager.releaseInbound(crowd.handle(ours));
    Harness.Pending<OperationResult<ConnectionState>> release = crowd.release(ours);
    crowd.publish(Crowd.firstGoes(ours));

    world.manager.promotedToWarmRemote(crowd.handle(ours));

    assertThat(release.value()).isEqualTo(new OperationResult.Success<>(TERMINATED));
    assertThat(world.state()).isEqualTo(UNKNOWN);
  }

  @Test
  void whoWaitsForAHandshakeIsToldThatItWasPruned() throws Exception {
    crowd.accepted(FIRST);
    ConnectionId ours = crowd.ours();
    world.handshake.hold();
    Harness.Pending<AcquireResult> include = world.include(SECOND);
    Harness.Pending<AcquireResult> join =
        world.begin(
            "join",
            () ->
                world.manager.acquireOutbound(
                    SECOND, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND));
    crowd.publish(Crowd.firstGoes(new ConnectionId(Harness.LISTENING, SECOND)));

    world.manager.promotedToWarmRemote(crowd.handle(ours));

    AcquireResult.Disconnected told = (AcquireResult.Disconnected) include.value();
    assertThat(told.reason()).isEqualTo(new DisconnectReason.Pruned(2));
    assertThat(join.value()).isEqualTo(told);
    assertThat(world.state(SECOND)).isEqualTo(UNKNOWN);
    assertThat(world.said(ConnectionTrace.Refused.class).reason()).isEqualTo(told.reason());
  }

  @Test
  void aLowerLimitDropsNothingUntilRoomIsNeeded() throws Exception {
    crowd.accepted(FIRST);
    crowd.accepted(SECOND);
    ConnectionId ours = crowd.ours();

    world.manager.modified(
        Configs.node(Map.of()), Configs.manager(Map.of("inbound.hard.limit", "1")));
    assertThat(world.manager.counters().inbound()).isEqualTo(2);
    world.manager.promotedToWarmRemote(crowd.handle(ours));

    assertThat(crowd.pruned().needed()).isEqualTo(2);
    assertThat(world.manager.counters().inbound()).isEqualTo(1);
    assertThat(world.state()).as("what we use is spared").isEqualTo(DUPLEX);
  }

  @Test
  void whoDialsAtTheSameTimeAsWeCountsOnlyWhenItBegins() throws Exception {
    world.network.dropDialsTo(Harness.REMOTE);
    Harness.Pending<AcquireResult> acquire = world.acquire();
    world.network.answerDialsTo(Harness.REMOTE);
    Harness.Pending<Bearer> crossing =
        world.begin(
            "cross",
            () ->
                world.remoteHost.dial(
                    new DialRequest(
                        Harness.LISTENING, Optional.of(Harness.REMOTE), Duration.ofSeconds(1))));
    ConnectionHandle handle = Harness.connected(acquire.value());
    crowd.accepted(FIRST);
    crowd.accepted(SECOND);
    assertThat(world.manager.counters().inbound()).isEqualTo(2);

    world.manager.promotedToWarmRemote(handle);

    assertThat(world.manager.counters().inbound()).isEqualTo(2);
    assertThat(crowd.pruned().needed()).isEqualTo(1);
    crossing.value().close();
  }
}
