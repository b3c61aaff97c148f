package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.DUPLEX;
import static io.tempera.connection.ConnectionState.INBOUND_DUP;
import static io.tempera.connection.ConnectionState.INBOUND_IDLE_DUP;
import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_EXPIRED;
import static io.tempera.connection.ConnectionState.OUTBOUND_DUP_TICKING;
import static io.tempera.connection.ConnectionState.OUTBOUND_IDLE_DUP;
import static io.tempera.connection.ConnectionState.TERMINATED;
import static io.tempera.connection.ConnectionState.UNKNOWN;
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
import io.tempera.connection.PrunePolicy;
import io.tempera.handshake.DiffusionMode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection of ours becomes an inbound one where there are as many as may be. */
@Timeout(60)
final class PruningTest {
  private static final InetSocketAddress FIRST = new InetSocketAddress("127.0.0.2", 40_001);
  private static final InetSocketAddress SECOND = new InetSocketAddress("127.0.0.2", 40_002);

  private final Harness world = new Harness(Settings.defaults().withInboundHardLimit(2));
  private final Map<ConnectionId, ConnectionHandle> handles = new TreeMap<>();

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  private ConnectionId accepted(InetSocketAddress from) throws Exception {
    return known(Harness.connected(world.include(from).value()));
  }

  private ConnectionId ours() {
    return known(world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER));
  }

  private ConnectionId known(ConnectionHandle handle) {
    handles.put(handle.connectionId(), handle);
    return handle.connectionId();
  }

  private Harness.Pending<OperationResult<ConnectionState>> release(ConnectionId id) {
    return world.begin("release", () -> world.manager.releaseOutbound(handles.get(id)));
  }

  private void publish(PrunePolicy policy) {
    world.manager.bindPrunePolicy(policy);
  }

  private static PrunePolicy firstGoes(ConnectionId... ids) {
    return (candidates, needed) -> List.of(ids);
  }

  private ConnectionTrace.PruneConnections pruned() {
    return world.said(ConnectionTrace.PruneConnections.class);
  }

  @Test
  void aPlainInboundConnectionMakesRoomForOneThatBothSidesUse() throws Exception {
    ConnectionId first = accepted(FIRST);
    ConnectionId second = accepted(SECOND);
    ConnectionId ours = ours();

    OperationResult<ConnectionState> result = world.manager.promotedToWarmRemote(handles.get(ours));

    assertThat(result).isEqualTo(new OperationResult.Success<>(DUPLEX));
    assertThat(world.manager.counters().inbound()).isEqualTo(2);
    assertThat(pruned().needed()).isEqualTo(1);
    assertThat(pruned().candidates()).isEqualTo(3);
    assertThat(pruned().pruned()).isSubsetOf(first, second).hasSize(1);
    ConnectionId gone = pruned().pruned().getFirst();
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
    publish(
        (candidates, needed) -> {
          throw new AssertionError("Nobody has to go");
        });
    accepted(FIRST);
    ConnectionId ours = ours();

    world.manager.promotedToWarmRemote(handles.get(ours));
    release(ours);

    assertThat(world.state()).isEqualTo(INBOUND_DUP);
    assertThat(world.tracer.traces(ConnectionTrace.PruneConnections.class)).isEmpty();
  }

  @Test
  void whatWeReleaseOverTheLimitIsLeftToTheRemoteSideWhenAnotherOneGoes() throws Exception {
    ConnectionId first = accepted(FIRST);
    ConnectionId second = accepted(SECOND);
    ConnectionId ours = ours();
    List<List<PruneCandidate>> asked = new ArrayList<>();
    publish(
        (candidates, needed) -> {
          asked.add(candidates);
          return List.of(first);
        });

    assertThat(release(ours).value()).isEqualTo(new OperationResult.Success<>(INBOUND_IDLE_DUP));

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
    accepted(FIRST);
    accepted(SECOND);
    ConnectionId ours = ours();
    publish(firstGoes(ours));

    assertThat(release(ours).value()).isEqualTo(new OperationResult.Success<>(UNKNOWN));

    assertThat(world.history(Harness.REMOTE)).endsWith(OUTBOUND_DUP_TICKING, TERMINATED, UNKNOWN);
    assertThat(world.manager.counters().inbound()).isEqualTo(2);
  }

  @Test
  void whatTheRemoteSideBeginsToUseMayHaveToGoItself() throws Exception {
    accepted(FIRST);
    accepted(SECOND);
    ConnectionId ours = ours();
    world.manager.releaseInbound(handles.get(ours));
    assertThat(world.state()).isEqualTo(OUTBOUND_DUP_EXPIRED);
    publish(firstGoes(ours));

    assertThat(world.manager.promotedToWarmRemote(handles.get(ours)))
        .isEqualTo(new OperationResult.Unsupported<>(UNKNOWN));

    world.runtime.runUntilIdle();
    assertThat(world.network.isOpen(ours)).isFalse();
  }

  @Test
  void whoBeginsDuringTheOutboundIdleTimeIsSaidToGoOnWhenItDoes() throws Exception {
    ConnectionId first = accepted(FIRST);
    accepted(SECOND);
    ConnectionId ours = ours();
    world.manager.releaseInbound(handles.get(ours));
    Harness.Pending<OperationResult<ConnectionState>> release = release(ours);
    assertThat(world.state()).isEqualTo(OUTBOUND_IDLE_DUP);
    publish(firstGoes(first));

    world.manager.promotedToWarmRemote(handles.get(ours));

    assertThat(release.value()).isEqualTo(new OperationResult.Unsupported<>(INBOUND_DUP));
    assertThat(world.history(Harness.REMOTE)).endsWith(OUTBOUND_IDLE_DUP, INBOUND_DUP);
    world.runtime.advance(Duration.ofSeconds(10));
    assertThat(world.state()).isEqualTo(INBOUND_DUP);
  }

  @Test
  void whoWaitsForTheEndOfAnIdleTimeIsAnsweredWhenItIsPruned() throws Exception {
    accepted(FIRST);
    accepted(SECOND);
    ConnectionId ours = ours();
    world.manager.releaseInbound(handles.get(ours));
    Harness.Pending<OperationResult<ConnectionState>> release = release(ours);
    publish(firstGoes(ours));

    world.manager.promotedToWarmRemote(handles.get(ours));

    assertThat(release.value()).isEqualTo(new OperationResult.Success<>(TERMINATED));
    assertThat(world.state()).isEqualTo(UNKNOWN);
  }

  @Test
  void whoWaitsForAHandshakeIsToldThatItWasPruned() throws Exception {
    accepted(FIRST);
    ConnectionId ours = ours();
    world.handshake.hold();
    Harness.Pending<AcquireResult> include = world.include(SECOND);
    Harness.Pending<AcquireResult> join =
        world.begin(
            "join",
            () ->
                world.manager.acquireOutbound(
                    SECOND, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND));
    publish(firstGoes(new ConnectionId(Harness.LISTENING, SECOND)));

    world.manager.promotedToWarmRemote(handles.get(ours));

    AcquireResult.Disconnected told = (AcquireResult.Disconnected) include.value();
    assertThat(told.reason()).isEqualTo(new DisconnectReason.Pruned(2));
    assertThat(join.value()).isEqualTo(told);
    assertThat(world.state(SECOND)).isEqualTo(UNKNOWN);
    assertThat(world.said(ConnectionTrace.Refused.class).reason()).isEqualTo(told.reason());
  }

  @Test
  void aLowerLimitDropsNothingUntilRoomIsNeeded() throws Exception {
    accepted(FIRST);
    accepted(SECOND);
    ConnectionId ours = ours();

    world.manager.modified(
        Configs.node(Map.of()), Configs.manager(Map.of("inbound.hard.limit", "1")));
    assertThat(world.manager.counters().inbound()).isEqualTo(2);
    world.manager.promotedToWarmRemote(handles.get(ours));

    assertThat(pruned().needed()).isEqualTo(2);
    assertThat(world.manager.counters().inbound()).isEqualTo(1);
    assertThat(world.state()).as("what we use is spared").isEqualTo(DUPLEX);
  }

  @Test
  void connectionsMayChangeWhileThePolicyThinks() throws Exception {
    ConnectionId first = accepted(FIRST);
    accepted(SECOND);
    ConnectionId ours = ours();
    publish(
        (candidates, needed) -> {
          world.manager.releaseInbound(handles.get(first));
          return List.of(first);
        });

    world.manager.promotedToWarmRemote(handles.get(ours));

    assertThat(world.tracer.traces(ConnectionTrace.PruneConnections.class))
        .as("by then there is room")
        .isEmpty();
    assertThat(world.state(SECOND)).isEqualTo(INBOUND_IDLE_DUP);
    assertThat(world.state()).isEqualTo(DUPLEX);
  }

  @Test
  void thePolicyIsNotAskedUnderTheLock() throws Exception {
    accepted(FIRST);
    accepted(SECOND);
    ConnectionId ours = ours();
    List<Integer> seen = new ArrayList<>();
    publish(
        (candidates, needed) -> {
          // Another thread would wait for the lock for ever.
          Thread other =
              Thread.ofPlatform().start(() -> seen.add(world.manager.counters().inbound()));
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return List.of();
        });

    world.manager.promotedToWarmRemote(handles.get(ours));

    assertThat(seen).containsExactly(2);
  }

  @Test
  void aPolicyThatThrowsCountsAsAbsentAndIsNamed() throws Exception {
    prunedAllTheSame(
        (candidates, needed) -> {
          throw new IllegalStateException("no idea");
        });

    assertThat(world.said(ConnectionTrace.PolicyFailed.class).text())
        .contains(PruningTest.class.getName())
        .endsWith("the default holds instead: no idea");
  }

  @Test
  void aPolicyThatAnswersNullCountsAsAbsent() throws Exception {
    prunedAllTheSame((candidates, needed) -> null);

    assertThat(world.tracer.traces(ConnectionTrace.PolicyFailed.class)).hasSize(1);
  }

  @Test
  void aPolicyThatAnswersNonsenseWithoutEndIsHeardForAWhile() throws Exception {
    ConnectionId nobody = new ConnectionId(Harness.LISTENING, new InetSocketAddress("10.0.0.1", 1));
    prunedAllTheSame((candidates, needed) -> Stream.generate(() -> nobody).limit(100_000).toList());
  }

  private void prunedAllTheSame(PrunePolicy policy) throws Exception {
    accepted(FIRST);
    accepted(SECOND);
    ConnectionId ours = ours();
    publish(policy);

    world.manager.promotedToWarmRemote(handles.get(ours));

    assertThat(pruned().pruned()).hasSize(1).doesNotContain(ours);
    assertThat(world.manager.counters().inbound()).isEqualTo(2);
  }

  @Test
  void aPolicyThatWasReplacedDoesNotTakeTheOtherOneAlongWhenItGoes() throws Exception {
    ConnectionId first = accepted(FIRST);
    accepted(SECOND);
    ConnectionId ours = ours();
    PrunePolicy old = firstGoes(ours);
    PrunePolicy young = firstGoes(first);
    world.manager.bindPrunePolicy(old);
    world.manager.bindPrunePolicy(young);
    world.manager.unbindPrunePolicy(old);

    world.manager.promotedToWarmRemote(handles.get(ours));

    assertThat(pruned().pruned()).containsExactly(first);
  }

  @Test
  void withoutAPolicyTheDefaultIsBack() throws Exception {
    accepted(FIRST);
    accepted(SECOND);
    ConnectionId ours = ours();
    PrunePolicy policy = firstGoes(ours);
    world.manager.bindPrunePolicy(policy);
    world.manager.unbindPrunePolicy(policy);

    world.manager.promotedToWarmRemote(handles.get(ours));

    assertThat(world.state()).isEqualTo(DUPLEX);
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
    accepted(FIRST);
    accepted(SECOND);
    assertThat(world.manager.counters().inbound()).isEqualTo(2);

    world.manager.promotedToWarmRemote(handle);

    assertThat(world.manager.counters().inbound()).isEqualTo(2);
    assertThat(pruned().needed()).isEqualTo(1);
    crossing.value().close();
  }
}
