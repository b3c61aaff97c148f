package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerSelectionActionException;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType.ColdToWarm;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Task;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Callers, interrupts, protocol ends, slow connections and time limits at once, in an order that
 * the seed chooses.
 */
@Timeout(120)
final class InterleavingsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void callersThatContradictEachOtherLeaveNothingBehind(long seed) throws Exception {
    VirtualRuntime runtime = VirtualRuntime.shuffled(seed);
    PeerHarness node =
        new PeerHarness(
            runtime, c -> c.with(Temperature.ESTABLISHED, 7, 8).with(Temperature.HOT, 2, 3));
    List<Task> callers = new ArrayList<>();
    for (int caller = 0; caller < 4; caller++) {
      callers.add(runtime.start("caller " + caller, () -> actAtRandom(node)));
    }
    runtime.start("the remote side", () -> disturb(node));
    runtime.start("impatience", () -> interrupt(node, callers));
    runtime.advance(Duration.ofHours(4));
    assertThat(callers).allMatch(Task::isDone);
    for (PeerConnectionHandle peer : node.actions.peers()) {
      runtime.run(() -> node.actions.closePeerConnection(peer));
    }
    runtime.advance(Duration.ofHours(1));
    assertThat(node.tracer.traces(PeerStatusChanged.class))
        .anyMatch(trace -> trace.change() instanceof ColdToWarm);
    assertThat(node.actions.peers()).isEmpty();
    assertThat(node.connection().listeners()).isZero();
    runtime.assertNothingLeft();
  }

  private static void actAtRandom(PeerHarness node) {
    Optional<PeerConnectionHandle> peer = Optional.empty();
    for (int i = 0; i < 60; i++) {
      try {
        pause(node, 8);
        if (peer.isEmpty() || peer.get().status() == PeerStatus.COLD) {
          peer = Optional.of(node.establishBlocking());
        }
        act(node, peer.get());
      } catch (PeerSelectionActionException told) {
        peer = node.actions.peers().stream().findFirst();
      } catch (InterruptedException impatient) {
        // What was asked for goes on.
      }
    }
  }

  private static void act(PeerHarness node, PeerConnectionHandle peer) throws InterruptedException {
    switch ((int) node.runtime.chance().below(5)) {
      case 0, 1 -> node.actions.activatePeerConnection(peer);
      case 2, 3 -> node.actions.deactivatePeerConnection(peer);
      default -> node.actions.closePeerConnection(peer);
    }
  }

  private static void disturb(PeerHarness node) throws InterruptedException {
    for (int i = 0; i < 40; i++) {
      pause(node, 40);
      if (node.runtime.chance().below(8) == 0) {
        node.connections.beStubborn(Duration.ofSeconds(80 + node.runtime.chance().below(80)));
      } else {
        node.connections.recover();
      }
      FakeConnection connection = node.connection();
      if (connection == null || connection.running().isEmpty()) {
        continue;
      }
      List<Integer> running = List.copyOf(connection.running());
      int number = running.get((int) node.runtime.chance().below(running.size()));
      switch ((int) node.runtime.chance().below(4)) {
        case 0 -> connection.breaks();
        case 1 -> connection.deaf(number);
        default -> connection.ends(number, "of its own", Optional.empty());
      }
    }
  }

  private static void interrupt(PeerHarness node, List<Task> callers) throws InterruptedException {
    for (int i = 0; i < 30; i++) {
      pause(node, 40);
      callers.get((int) node.runtime.chance().below(callers.size())).interrupt();
    }
  }

  private static void pause(PeerHarness node, int mostSeconds) throws InterruptedException {
    Duration pause = Duration.ofSeconds(node.runtime.chance().below(mostSeconds));
    node.runtime.newWait().until(() -> false, pause);
  }
}
