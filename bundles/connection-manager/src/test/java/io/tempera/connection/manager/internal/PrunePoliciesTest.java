package io.tempera.connection.manager.internal;

import static io.tempera.connection.ConnectionState.DUPLEX;
import static io.tempera.connection.ConnectionState.INBOUND_IDLE_DUP;
import static io.tempera.connection.manager.internal.Crowd.FIRST;
import static io.tempera.connection.manager.internal.Crowd.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.PrunePolicy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is pruned is said by a policy, as far as it makes sense. */
@Timeout(60)
final class PrunePoliciesTest {
  private final Crowd crowd = new Crowd();
  private final Harness world = crowd.world;

  @AfterEach
  void nothingIsLeft() throws Exception {
    world.close();
  }

  @Test
  void connectionsMayChangeWhileThePolicyThinks() throws Exception {
    ConnectionId first = crowd.accepted(FIRST);
    crowd.accepted(SECOND);
    ConnectionId ours = crowd.ours();
    crowd.publish(
        (candidates, needed) -> {
          world.manager.releaseInbound(crowd.handle(first));
          return List.of(first);
        });

    world.manager.promotedToWarmRemote(crowd.handle(ours));

    assertThat(world.tracer.traces(ConnectionTrace.PruneConnections.class))
        .as("by then there is room")
        .isEmpty();
    assertThat(world.state(SECOND)).isEqualTo(INBOUND_IDLE_DUP);
    assertThat(world.state()).isEqualTo(DUPLEX);
  }

  @Test
  void thePolicyIsNotAskedUnderTheLock() throws Exception {
    crowd.accepted(FIRST);
    crowd.accepted(SECOND);
    ConnectionId ours = crowd.ours();
    List<Integer> seen = new ArrayList<>();
    crowd.publish(
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

    world.manager.promotedToWarmRemote(crowd.handle(ours));

    assertThat(seen).containsExactly(2);
  }

  @Test
  void aPolicyThatThrowsCountsAsAbsentAndIsNamed() throws Exception {
    prunedAllTheSame(
        (candidates, needed) -> {
          throw new IllegalStateException("no idea");
        });

    assertThat(world.said(ConnectionTrace.PolicyFailed.class).text())
        .contains(PrunePoliciesTest.class.getName())
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
    crowd.accepted(FIRST);
    crowd.accepted(SECOND);
    ConnectionId ours = crowd.ours();
    crowd.publish(policy);

    world.manager.promotedToWarmRemote(crowd.handle(ours));

    assertThat(crowd.pruned().pruned()).hasSize(1).doesNotContain(ours);
    assertThat(world.manager.counters().inbound()).isEqualTo(2);
  }

  @Test
  void aPolicyThatWasReplacedDoesNotTakeTheOtherOneAlongWhenItGoes() throws Exception {
    ConnectionId first = crowd.accepted(FIRST);
    crowd.accepted(SECOND);
    ConnectionId ours = crowd.ours();
    PrunePolicy old = Crowd.firstGoes(ours);
    PrunePolicy young = Crowd.firstGoes(first);
    world.manager.bindPrunePolicy(old);
    world.manager.bindPrunePolicy(young);
    world.manager.unbindPrunePolicy(old);

    world.manager.promotedToWarmRemote(crowd.handle(ours));

    assertThat(crowd.pruned().pruned()).containsExactly(first);
  }

  @Test
  void withoutAPolicyTheDefaultIsBack() throws Exception {
    crowd.accepted(FIRST);
    crowd.accepted(SECOND);
    ConnectionId ours = crowd.ours();
    PrunePolicy policy = Crowd.firstGoes(ours);
    world.manager.bindPrunePolicy(policy);
    world.manager.unbindPrunePolicy(policy);

    world.manager.promotedToWarmRemote(crowd.handle(ours));

    assertThat(world.state()).isEqualTo(DUPLEX);
  }
}
