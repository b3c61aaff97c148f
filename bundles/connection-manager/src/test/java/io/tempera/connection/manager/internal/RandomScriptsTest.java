package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.DataFlow;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.Offer;
import io.tempera.handshake.RefuseReason;
import io.tempera.mux.MuxError;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * Seeded scripts of everything that callers, the remote side and the network may do, in a seeded
 * order of tasks: each entry goes a permitted way from UNKNOWN to UNKNOWN, every caller is
 * answered, and nothing is left.
 */
@Timeout(300)
final class RandomScriptsTest {
  private static final int SCRIPTS = 300;
  private static final int STEPS = 60;
  private static final int HARD_LIMIT = 2;
  private static final List<InetSocketAddress> REMOTES =
      List.of(
          Harness.REMOTE,
          new InetSocketAddress("127.0.0.2", 40_001),
          new InetSocketAddress("127.0.0.2", 40_002),
          new InetSocketAddress("127.0.0.2", 40_003));

  private long prunings;

  private final TransitionTable table = TransitionTable.read();

  @Test
  void everyEntryGoesAPermittedWayAndEveryCallerIsAnswered(TestReporter reporter) throws Exception {
    Set<String> transitions = new TreeSet<>();
    long count = 0;
    for (long seed = 1; seed <= SCRIPTS; seed++) {
      try {
        for (ConnectionTrace.Transition t : new Script(seed).run()) {
          transitions.add(t.from() + " -> " + t.to());
          count++;
        }
      } catch (Exception | AssertionError e) {
        throw new AssertionError("Script " + seed + " failed", e);
      }
    }
    reporter.publishEntry(
        "connection manager",
        "%d scripts, %d transitions of %d kinds, %d prunings"
            .formatted(SCRIPTS, count, transitions.size(), prunings));
    assertThat(prunings).isPositive();
    assertThat(transitions).hasSizeGreaterThan(30);
  }

  /** One script. */
  private final class Script {
    private final VirtualRuntime runtime;
    private final Harness world;
    private final List<Harness.Pending<?>> calls = new ArrayList<>();
    private final Set<ConnectionHandle> seen = new LinkedHashSet<>();

    Script(long seed) {
      runtime = VirtualRuntime.shuffled(seed);
      world = new Harness(Settings.defaults().withInboundHardLimit(HARD_LIMIT), runtime);
      world.handshake.answer(this::outcome);
    }

    List<ConnectionTrace.Transition> run() throws Exception {
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      world.handshake.release();
      world.close();
      assertThat(calls).allMatch(Harness.Pending::isDone);
      List<ConnectionTrace.Transition> all = world.tracer.traces(ConnectionTrace.Transition.class);
      checkChains(all);
      assertThat(world.tracer.traces(ConnectionTrace.Counters.class))
          .allMatch(said -> said.counters().inbound() <= HARD_LIMIT);
      prunings += world.tracer.traces(ConnectionTrace.PruneConnections.class).size();
      return all;
    }

    private void step() throws Exception {
      switch (below(14)) {
        case 0, 1 -> {
          DiffusionMode mode = DiffusionMode.values()[below(2)];
          Provenance provenance = below(4) == 0 ? Provenance.INBOUND : Provenance.OUTBOUND;
          SocketAddress remote = REMOTES.get(below(2));
          call("acquire", () -> world.manager.acquireOutbound(remote, mode, provenance));
        }
        case 2, 3 -> include(REMOTES.get(below(REMOTES.size())));
        case 4 -> handle(h -> call("release", () -> world.manager.releaseOutbound(h)));
        case 5 -> handle(world.manager::promotedToWarmRemote);
        case 6 -> handle(world.manager::demotedToColdRemote);
        case 7 -> handle(world.manager::releaseInbound);
        case 8 ->
            handle(
                h ->
                    call(
                        "watch",
                        () -> {
                          world.manager.waitForOutboundDemotion(h);
                          return true;
                        }));
        case 9 -> {
          if (below(2) == 0) {
            id(id -> world.mux(id).fail(new MuxError.UnknownMiniProtocol(99)));
          } else {
            id(id -> world.mux(id).stop());
          }
        }
        case 10 -> {
          if (!calls.isEmpty()) {
            calls.get(below(calls.size())).interrupt();
          }
        }
        case 11 -> {
          if (below(3) == 0) {
            world.handshake.hold();
          } else {
            world.handshake.release();
          }
        }
        case 12 -> {
          if (!world.acceptedByRemote.isEmpty()) {
            world.acceptedByRemote.get(below(world.acceptedByRemote.size())).close();
          }
        }
        default -> runtime.advance(Duration.ofSeconds(below(4) == 0 ? 61 : below(6)));
      }
      runtime.runUntilIdle();
    }

    private void include(InetSocketAddress from) throws Exception {
      // A second connection between the same two addresses is impossible.
      boolean possible =
          world.network.connections().stream()
              .noneMatch(
                  c -> c.dialled().local().equals(from) || c.dialled().remote().equals(from));
      if (possible) {
        calls.add(world.include(from));
      }
    }

    private <T> void call(String name, Callable<T> body) {
      calls.add(world.begin(name, body));
    }

    /** One that there is, or was: a later connection may have the same addresses. */
    private void handle(Consumer<ConnectionHandle> what) {
      world.manager.connections().stream()
          .flatMap(view -> view.handle().stream())
          .forEach(seen::add);
      if (!seen.isEmpty()) {
        what.accept(new ArrayList<>(seen).get(below(seen.size())));
      }
    }

    private void id(Consumer<ConnectionId> what) {
      List<ConnectionId> ids =
          world.manager.connections().stream()
              .map(ConnectionView::connectionId)
              .flatMap(Optional::stream)
              .toList();
      if (!ids.isEmpty()) {
        what.accept(ids.get(below(ids.size())));
      }
    }

    private HandshakeOutcome outcome(Offer offer) {
      return switch (below(8)) {
        case 0 ->
            new HandshakeOutcome.Refused(true, new RefuseReason.VersionMismatch(List.of(14L)));
        case 1 ->
            new HandshakeOutcome.Violated(
                Failure.of(FailureCategory.REMOTE_MISBEHAVED, "not a message"));
        case 2 -> new HandshakeOutcome.Queried(new TreeMap<>());
        case 3 -> new HandshakeOutcome.Accepted(Samples.agreed(DataFlow.UNIDIRECTIONAL));
        default -> FakeHandshake.agreed(offer);
      };
    }

    private int below(int bound) {
      return (int) runtime.chance().below(bound);
    }
  }

  /** Each chain begins and ends in UNKNOWN, without a gap, in permitted steps. */
  private void checkChains(List<ConnectionTrace.Transition> all) {
    Map<Object, ConnectionState> states = new LinkedHashMap<>();
    for (ConnectionTrace.Transition t : all) {
      assertThat(table.permits(t.from(), t.to())).as("%s", t).isTrue();
      Object before =
          t.to() == ConnectionState.UNNEGOTIATED_OUT || t.connectionId().isEmpty()
              ? t.remote()
              : t.connectionId().get();
      assertThat(states.getOrDefault(before, ConnectionState.UNKNOWN))
          .as("%s", t)
          .isEqualTo(t.from());
      states.remove(before);
      if (t.to() != ConnectionState.UNKNOWN) {
        states.put(t.connectionId().isPresent() ? t.connectionId().get() : t.remote(), t.to());
      }
    }
    assertThat(states).isEmpty();
  }
}
