package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.HotToWarm;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Task;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Initiators whose bundles come just as their peer is demoted, and of which it has not heard yet:
 * it waits for them, or their end would be taken for that of an initiator of its next life.
 */
@Timeout(60)
final class LateInitiatorsTest extends PeerScript {
  @Test
  void aConnectionIsNotGivenBackBeforeWhatBeganLateIsOver() {
    warm();
    happen(new PeerEvent.Close(2));
    happen(ended(Temperature.ESTABLISHED, 8));
    assertThat(effects).doesNotContain(new PeerEffect.Release());
    happen(new PeerEvent.ProtocolStarted(Temperature.WARM, 7002));
    happen(ended(Temperature.WARM, 7002));
    assertThat(effects).doesNotContain(new PeerEffect.Release());
    happen(allOver());
    assertThat(effects).containsOnlyOnce(new PeerEffect.Release());
  }

  @Test
  void aPeerIsNotWarmBeforeWhatBecameHotLateIsOver() {
    hot(2);
    happen(new PeerEvent.Deactivate(3));
    happen(ended(Temperature.HOT, 2));
    assertThat(peer.status()).isEqualTo(PeerStatus.HOT);
    happen(new PeerEvent.ProtocolStarted(Temperature.HOT, 3));
    happen(ended(Temperature.HOT, 3));
    assertThat(peer.status()).isEqualTo(PeerStatus.HOT);
    happen(hotOver());
    assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
    assertThat(effects).contains(trace(changed(new HotToWarm(ID))), tellDone(3));
  }

  @Test
  void whenNothingRunsNothingHotRunsEither() {
    hot(2);
    happen(new PeerEvent.Deactivate(3));
    happen(new PeerEvent.Close(4));
    happen(ended(Temperature.HOT, 2));
    happen(ended(Temperature.ESTABLISHED, 8));
    happen(allOver());
    assertThat(effects).contains(tellDone(3), new PeerEffect.Release());
    effects.clear();
    happen(hotOver());
    assertThat(effects).isEmpty();
  }

  @Test
  void aConnectionIsUsedAgainWhenWhatBeganLateInTheLifeBeforeIsOver() throws Exception {
    PeerHarness node = new PeerHarness();
    node.connections.beDuplex();
    PeerConnectionHandle before = node.establish();
    FakeConnection connection = node.connection();
    connection.with(Temperature.WARM, 7002).deaf(7002).comesLate(7002);
    Task closing = node.runtime.start("closes", () -> node.actions.closePeerConnection(before));
    node.runtime.runUntilIdle();
    assertThat(closing.isDone()).isFalse();
    assertThat(before.status()).isEqualTo(PeerStatus.COOLING);

    connection.isHeardOf(7002);
    connection.ends(7002, "terminated", Optional.empty());
    node.runtime.runUntilIdle();
    assertThat(closing.isDone()).isTrue();
    assertThat(before.status()).isEqualTo(PeerStatus.COLD);

    PeerConnectionHandle after = node.establish();
    assertThat(node.connection()).as("it was a duplex one").isSameAs(connection);
    assertThat(after.status()).isEqualTo(PeerStatus.WARM);
    assertThat(connection.running()).containsExactly(8, 7002);
    connection.breaks();
    node.runtime.runUntilIdle();
    node.assertNothingLeft();
  }
}
