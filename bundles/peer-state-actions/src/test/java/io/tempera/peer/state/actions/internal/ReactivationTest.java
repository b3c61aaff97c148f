package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.peer.ColdActionException.ColdActivationException;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import io.tempera.runtime.Task;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Hot again right after warm, where the reference now and then finds a protocol that still runs.
 */
@Timeout(60)
final class ReactivationTest {
  private final PeerHarness node = new PeerHarness();
  private final VirtualRuntime runtime = node.runtime;

  @Test
  void aPeerIsActivatedRightAfterItsDeactivationAndNoProtocolRunsWhenItIsStarted()
      throws Exception {
    PeerConnectionHandle peer = node.establish();
    List<SortedSet<Integer>> found = new ArrayList<>();
    node.connection().whileStarting = () -> found.add(new TreeSet<>(node.connection().running()));
    for (int i = 0; i < 50; i++) {
      runtime.run(() -> node.actions.activatePeerConnection(peer));
      runtime.run(() -> node.actions.deactivatePeerConnection(peer));
    }
    assertThat(found).hasSize(50).allSatisfy(running -> assertThat(running).containsExactly(8));
    assertThat(peer.status()).isEqualTo(PeerStatus.WARM);
  }

  @Test
  void anActivationBeforeTheDeactivationIsDoneIsRefusedAtOnceAndNotMixedUpWithIt()
      throws Exception {
    PeerConnectionHandle peer = node.hot();
    node.connection().deaf(3);
    Task demoting = runtime.start("deactivates", () -> node.actions.deactivatePeerConnection(peer));
    runtime.runUntilIdle();
    Duration before = runtime.elapsed();
    assertThat(node.thrownBy(() -> node.activate(peer)))
        .isInstanceOfSatisfying(
            ColdActivationException.class,
            thrown -> assertThat(thrown.status()).isEqualTo(PeerStatus.HOT));
    assertThat(runtime.elapsed()).isEqualTo(before);
    node.connection().ends(3, "terminated", Optional.empty());
    runtime.runUntilIdle();
    assertThat(demoting.isDone()).isTrue();
    runtime.run(() -> node.actions.activatePeerConnection(peer));
    assertThat(peer.status()).isEqualTo(PeerStatus.HOT);
  }
}
