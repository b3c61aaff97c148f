package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.mux.MuxEnd;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerSelectionTimeoutException.EstablishTimeout;
import io.tempera.peer.PeerStatus;
import io.tempera.runtime.Task;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that take longer than an establish may, on virtual time. */
@Timeout(60)
final class LateConnectionsTest {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final PeerHarness node = new PeerHarness();
  private final VirtualRuntime runtime = node.runtime;

  @Test
  void anEstablishThatTakesMoreThan120SecondsIsGivenUp() throws Exception {
    node.connections.beSilent();
    assertThat(node.thrownBy(node::establishBlocking))
        .isInstanceOf(EstablishTimeout.class)
        .hasMessageContaining("127.0.0.1:3001 did not become warm within 120 s");
    assertThat(runtime.elapsed()).isEqualTo(LIMIT);
    assertThat(node.traces())
        .containsExactly("cold -> warm failed: it took longer than 120 s (establish.timeout)");
    runtime.runUntilIdle();
    runtime.assertNothingLeft();
    node.connections.recover();
    assertThat(node.establish().status()).isEqualTo(PeerStatus.WARM);
  }

  @Test
  void aConnectionThatComesAfterwardsIsGivenBack() throws Exception {
    node.connections.beStubborn(Duration.ofSeconds(150));
    assertThat(node.thrownBy(node::establishBlocking)).isInstanceOf(EstablishTimeout.class);
    assertThat(runtime.elapsed()).isEqualTo(LIMIT);
    runtime.advance(Duration.ofSeconds(30));
    assertThat(node.connection().end()).contains(new MuxEnd.Stopped());
    assertThat(node.connections.released()).hasSize(1);
    node.assertNothingLeft();
  }

  @Test
  void whoEstablishesMeanwhileGetsAConnectionOfItsOwnAndTheTwoDoNotCollide() throws Exception {
    node.connections.beStubborn(Duration.ofSeconds(150));
    assertThat(node.thrownBy(node::establishBlocking)).isInstanceOf(EstablishTimeout.class);
    node.connections.recover();
    List<PeerConnectionHandle> got = new ArrayList<>();
    Task second = runtime.start("establishes", () -> got.add(node.establishBlocking()));
    runtime.advance(Duration.ofSeconds(29));
    assertThat(second.isDone()).as("the first connection is not given back yet").isFalse();
    runtime.advance(Duration.ofSeconds(2));
    assertThat(second.isDone()).isTrue();
    assertThat(got)
        .singleElement()
        .satisfies(p -> assertThat(p.status()).isEqualTo(PeerStatus.WARM));
    assertThat(node.connections.released()).hasSize(1).doesNotContain(got.get(0).connectionId());
  }

  @Test
  void whoEstablishesMeanwhileWaitsNoLongerThanTheLimitEither() throws Exception {
    node.connections.beStubborn(Duration.ofHours(1));
    assertThat(node.thrownBy(node::establishBlocking)).isInstanceOf(EstablishTimeout.class);
    assertThat(node.thrownBy(node::establishBlocking)).isInstanceOf(EstablishTimeout.class);
    assertThat(runtime.elapsed()).isEqualTo(LIMIT.multipliedBy(2));
    runtime.advance(Duration.ofHours(1));
    node.assertNothingLeft();
  }

  @Test
  void aNodeThatGoesDownDoesNotWaitForWhatIsGivenUp() throws Exception {
    node.connections.beStubborn(Duration.ofHours(1));
    assertThat(node.thrownBy(node::establishBlocking)).isInstanceOf(EstablishTimeout.class);
    Task late =
        runtime.start(
            "establishes",
            () ->
                assertThatThrownBy(node::establishBlocking)
                    .hasMessageContaining("the peer state actions are going down"));
    runtime.runUntilIdle();
    Task down = runtime.start("goes down", node.actions::shutdown);
    runtime.runUntilIdle();
    assertThat(late.isDone()).as("who waits is told at once").isTrue();
    assertThat(down.isDone()).isFalse();
    runtime.advance(Duration.ofSeconds(10));
    assertThat(down.isDone()).isTrue();
    runtime.advance(Duration.ofHours(1));
    assertThat(node.connection().end()).as("what came all the same").isPresent();
    node.assertNothingLeft();
  }
}
