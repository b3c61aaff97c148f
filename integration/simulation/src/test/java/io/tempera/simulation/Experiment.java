package io.tempera.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManagerException;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DataFlow;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Direction;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.simulation.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Two nodes, and what each asks the other, as in the reference's experiments (framework
 * Test.Ouroboros.Network.ConnectionManager.Experiments): rounds of requests at all three
 * temperatures, each round with a connection that is let go of at its end.
 */
final class Experiment {
  private static final int MOST_ROUNDS = 3;
  private static final int MOST_QUESTIONS = 8;
  private static final int MOST = 100_000;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final TemperaRuntime runtime;
  private final Random random;
  private final NodeSettings settings;
  private final Side alice;
  private final Side bob;

  Experiment(World world, long seed, NodeSettings settings) {
    runtime = world.runtime();
    random = new Random(seed);
    this.settings = settings;
    alice = new Side(world, 0);
    bob = new Side(world, 1);
  }

  /** One asks the other, on connections that only it may use. */
  void unidirectional() throws Exception {
    for (Map<Temperature, List<Integer>> round : rounds()) {
      ask(alice, bob, round, DiffusionMode.INITIATOR_ONLY);
    }
  }

  /** Each asks the other, at the same time. */
  void bidirectional() throws Exception {
    Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    Task one = both(alice, bob, rounds(), thrown);
    Task other = both(bob, alice, rounds(), thrown);
    one.join();
    other.join();
    assertThat(thrown).isEmpty();
  }

  private Task both(
      Side side, Side whom, List<Map<Temperature, List<Integer>>> rounds, Queue<Throwable> thrown) {
    return runtime
        .tasks()
        .start(
            "rounds",
            () -> {
              try {
                for (Map<Temperature, List<Integer>> round : rounds) {
                  ask(side, whom, round, DiffusionMode.INITIATOR_AND_RESPONDER);
                }
              } catch (Exception | AssertionError e) {
                thrown.add(e);
              }
            });
  }

  private List<Map<Temperature, List<Integer>>> rounds() {
    List<Map<Temperature, List<Integer>>> rounds = new ArrayList<>();
    for (int i = 1 + random.nextInt(MOST_ROUNDS); i > 0; i--) {
      Map<Temperature, List<Integer>> round = new EnumMap<>(Temperature.class);
      for (Temperature temperature : Temperature.values()) {
        IntStream questions = random.ints(random.nextInt(MOST_QUESTIONS + 1), 0, MOST);
        round.put(temperature, questions.boxed().toList());
      }
      rounds.add(round);
    }
    return rounds;
  }

  private void ask(Side side, Side whom, Map<Temperature, List<Integer>> round, DiffusionMode mode)
      throws Exception {
    ConnectionHandle handle = side.connect(whom, mode);
    if (mode == DiffusionMode.INITIATOR_ONLY) {
      assertThat(handle.agreed().dataFlow()).isEqualTo(DataFlow.UNIDIRECTIONAL);
    }
    round.forEach((t, numbers) -> side.sums.get(t).asks(handle.connectionId().remote(), numbers));
    side.runAll(handle);
    round.forEach(
        (t, numbers) ->
            assertThat(side.sums.get(t).answersOf(handle.connectionId().remote()))
                .as("%s of %s", t, handle)
                .contains(whom.sums.get(t).expected(numbers)));
    side.node.connections().releaseOutbound(handle);
  }

  /** Stops both. */
  void close() {
    alice.node.close();
    bob.node.close();
  }

  /** Checks all that they said. */
  void check(List<Check> checks) {
    for (Side side : List.of(alice, bob)) {
      List<Said> said = side.recorder.said();
      assertThat(checks)
          .allSatisfy(check -> assertThat(check.violations(settings, said)).isEmpty());
    }
  }

  /** One of the two. */
  private final class Side {
    private final Map<Temperature, Sums> sums = new EnumMap<>(Temperature.class);
    private final Recorder recorder = new Recorder(runtime.clock());
    private final Node node;

    Side(World world, int host) {
      for (Temperature temperature : Temperature.values()) {
        sums.put(temperature, new Sums(random.nextInt(MOST)));
      }
      node =
          new Node(
              world,
              host,
              settings,
              recorder,
              sums.entrySet().stream().map(e -> e.getValue().deployed(e.getKey())).toList());
    }

    /** Tries again as long as the other one does not listen yet, or an earlier one goes. */
    ConnectionHandle connect(Side whom, DiffusionMode mode) throws Exception {
      long deadline = runtime.clock().nanos() + LIMIT.toNanos();
      while (true) {
        try {
          AcquireResult result =
              node.connections().acquireOutbound(whom.node.address(), mode, Provenance.OUTBOUND);
          if (result instanceof AcquireResult.Connected(ConnectionHandle handle)) {
            return handle;
          }
        } catch (ConnectionManagerException e) {
          assertThat(runtime.clock().nanos()).as("%s", e).isLessThan(deadline);
        }
        runtime.newWait().until(() -> false, Duration.ofMillis(10));
      }
    }

    /** Runs the initiators of all temperatures, each until it ends. */
    void runAll(ConnectionHandle handle) throws Exception {
      AtomicInteger ended = new AtomicInteger();
      Wait changed = runtime.newWait();
      try (Subscription slots =
          handle
              .slots()
              .subscribe(
                  event -> {
                    if (event instanceof SlotEvent.Ended e
                        && e.key().direction() == Direction.INITIATOR) {
                      ended.incrementAndGet();
                    }
                    changed.wake();
                  })) {
        for (Temperature temperature : Temperature.values()) {
          handle.slots().startInitiators(temperature);
        }
        changed.until(
            () -> ended.get() == Temperature.values().length || handle.mux().ended().isPresent(),
            LIMIT);
      }
      assertThat(handle.mux().ended()).as("%s", handle).isEmpty();
      assertThat(ended).hasValue(Temperature.values().length);
    }
  }
}
