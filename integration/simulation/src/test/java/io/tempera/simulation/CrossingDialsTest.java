package io.tempera.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManagerException;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * Two nodes dial each other at the same moment, on real sockets, from and to their listening
 * addresses, as TCP allows: one of the two dials meets the other's listener, or both meet each
 * other.
 */
@Timeout(300)
final class CrossingDialsTest {
  private static final int TIMES = 1_000;
  private static final int ENOUGH_SDUS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final NodeSettings SETTINGS =
      NodeSettings.defaults().withTimes(Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO);

  private final RealWorld world = new RealWorld();
  private final TemperaRuntime runtime = world.runtime();
  private final Wait changed = runtime.newWait();
  private final Side alice = new Side(0);
  private final Side bob = new Side(1);

  /** A node, and what came of its dial. */
  private final class Side {
    private final Node node;
    private final AtomicReference<Object> result = new AtomicReference<>();

    Side(int host) {
      Recorder recorder = new Recorder(runtime.clock());
      node =
          new Node(
              world, host, SETTINGS, recorder, Talk.deployed(Talk.every(Duration.ofMillis(1))));
    }

    Task dial(Side other, AtomicInteger gate) {
      return runtime
          .tasks()
          .start(
              "dial",
              () -> {
                gate.decrementAndGet();
                while (gate.get() > 0) {
                  // The other one may have no other processor to come to it.
                  Thread.yield();
                }
                result.set(outcome(other));
              });
    }

    private Object outcome(Side other) {
      try {
        return node.connections()
            .acquireOutbound(
                other.node.address(), DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND);
      } catch (ConnectionManagerException | InterruptedException e) {
        return e;
      }
    }

    List<ConnectionHandle> connected() {
      return result.get() instanceof AcquireResult.Connected(ConnectionHandle handle)
          ? List.of(handle)
          : List.of();
    }

    boolean isEmpty() {
      return node.connections().connections().isEmpty();
    }
  }

  @Test
  void aThousandTimesTheyEndWithOneUsableConnectionOrOneAndAClearError(TestReporter reporter)
      throws Exception {
    Map<String, Integer> outcomes = new TreeMap<>();
    try {
      await("both listen", () -> canDial(alice, bob) && canDial(bob, alice));
      for (int i = 0; i < TIMES; i++) {
        AtomicInteger gate = new AtomicInteger(2);
        Task one = alice.dial(bob, gate);
        Task other = bob.dial(alice, gate);
        one.join();
        other.join();
        outcomes.merge(checked(), 1, Integer::sum);
      }
    } finally {
      alice.node.close();
      bob.node.close();
      world.close();
    }
    reporter.publishEntry("crossing dials", outcomes.toString());
  }

  /** Before a listener is there, dials are refused. */
  private boolean canDial(Side from, Side to) {
    boolean connected = from.outcome(to) instanceof AcquireResult.Connected c && ended(c.handle());
    return connected && from.isEmpty() && to.isEmpty();
  }

  private boolean ended(ConnectionHandle handle) {
    handle.mux().stop();
    try {
      await("all is over", () -> alice.isEmpty() && bob.isEmpty());
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private String checked() throws InterruptedException {
    List<ConnectionHandle> handles = new ArrayList<>(alice.connected());
    handles.addAll(bob.connected());
    assertThat(handles).as("%s, %s", alice.result, bob.result).isNotEmpty();
    ConnectionHandle first = handles.getFirst();
    if (handles.size() == 2) {
      ConnectionId id = first.connectionId();
      assertThat(handles.get(1).connectionId())
          .isEqualTo(new ConnectionId(id.remote(), id.local()));
    } else {
      Side refused = alice.connected().isEmpty() ? alice : bob;
      assertThat(refused.result.get()).isInstanceOf(ConnectionManagerException.class);
    }
    for (ConnectionHandle handle : handles) {
      handle.slots().startInitiators(Temperature.ESTABLISHED);
    }
    await("questions were answered", () -> talked(handles));
    String outcome = handles.size() + " connected, " + first.agreed().dataFlow();
    assertThat(ended(first)).isTrue();
    return outcome;
  }

  /** More has come than the handshake and what the other side asks by itself, many times over. */
  private static boolean talked(List<ConnectionHandle> handles) {
    return handles.stream().allMatch(handle -> handle.mux().counters().sdusIn() > ENOUGH_SDUS);
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = runtime.clock().nanos() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(runtime.clock().nanos()).as(what).isLessThan(deadline);
      changed.until(() -> false, Duration.ofMillis(1));
    }
  }
}
