package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManagerException;
import io.tempera.connection.ConnectionManagerException.Reason;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.manager.internal.Settings;
import io.tempera.handshake.DiffusionMode;
import io.tempera.runtime.Task;
import io.tempera.runtime.internal.RuntimeComponent;
import io.tempera.testkit.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole nodes on real threads and in real time, all of them in each other's way. */
@Timeout(120)
final class RealThreadsTest {
  private static final int NODES = 4;

  /** How often each node tries to use each other node. */
  private static final int ROUNDS = 60;

  private final AtomicInteger used = new AtomicInteger();
  private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();

  @Test
  void everyCallerGetsAnAnswerAndNothingIsLeft() throws Exception {
    Settings settings =
        Settings.defaults().withTimes(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10));
    try (RuntimeComponent runtime = new RuntimeComponent()) {
      MemoryNetwork network = new MemoryNetwork(runtime);
      List<TestNode> nodes = new ArrayList<>();
      for (int i = 1; i <= NODES; i++) {
        String host = "127.0.0." + i;
        nodes.add(new TestNode(runtime, network.host(host), host, settings));
      }
      List<Task> callers = new ArrayList<>();
      for (TestNode from : nodes) {
        for (TestNode to : nodes) {
          if (from != to) {
            callers.add(
                runtime.tasks().start(from.address + " uses " + to.address, () -> use(from, to)));
          }
        }
      }
      for (Task caller : callers) {
        caller.join();
      }
      nodes.forEach(TestNode::close);

      assertThat(thrown).isEmpty();
      assertThat(used.get()).isGreaterThan(ROUNDS);
      for (TestNode node : nodes) {
        assertThat(node.states()).isEmpty();
        assertThat(node.remoteStates()).isEmpty();
        assertThat(node.tracer.traces(ConnectionTrace.Closed.class))
            .hasSameSizeAs(node.tracer.traces(ConnectionTrace.Opened.class));
      }
      network.assertNothingLeft();
    }
  }

  private void use(TestNode from, TestNode to) {
    for (int round = 0; round < ROUNDS; round++) {
      try {
        DiffusionMode mode = DiffusionMode.values()[round % 2];
        if (from.acquire(to, mode) instanceof AcquireResult.Connected connected) {
          used.incrementAndGet();
          ConnectionHandle handle = connected.handle();
          if (round % 3 == 0) {
            handle.mux().stop();
          } else {
            from.connections.releaseOutbound(handle);
          }
          from.connections.waitForOutboundDemotion(handle);
        }
      } catch (ConnectionManagerException e) {
        // The other node was quicker, in one way or another.
        if (e.reason() == Reason.SHUTTING_DOWN
            || e.reason() == Reason.INBOUND_CONNECTION_NOT_FOUND) {
          thrown.add(e);
        }
      } catch (Exception | Error e) {
        thrown.add(e);
        return;
      }
    }
  }
}
