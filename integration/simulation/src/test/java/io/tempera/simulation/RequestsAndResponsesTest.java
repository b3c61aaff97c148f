package io.tempera.simulation;

import io.tempera.runtime.Task;
import io.tempera.simulation.check.Check;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference's properties "unidirectional" and "bidirectional", Sim and IO (framework
 * Test.Ouroboros.Network.Server.Sim and .IO): requests and their responses at all three
 * temperatures, in some rounds, each with a connection of its own or with what is left of the one
 * before, through the whole stack.
 */
@Timeout(120)
final class RequestsAndResponsesTest {
  private static final int SEEDS = 40;
  private static final int SEEDS_ON_SOCKETS = 4;
  private static final Duration SETTLING = Duration.ofSeconds(300);

  /** As on the reference's sockets, where all these times are 0.1 s. */
  private static final Duration SHORT = Duration.ofMillis(100);

  private static final Duration BUSY_MACHINE = Duration.ofSeconds(10);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  static LongStream seedsOnSockets() {
    return LongStream.rangeClosed(1, SEEDS_ON_SOCKETS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void unidirectionalInVirtualTimeEveryRequestHasItsResponse(long seed) throws Exception {
    simulated(seed, Experiment::unidirectional);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bidirectionalInVirtualTimeEveryRequestHasItsResponse(long seed) throws Exception {
    simulated(seed, Experiment::bidirectional);
  }

  @ParameterizedTest
  @MethodSource("seedsOnSockets")
  void unidirectionalOnSocketsEveryRequestHasItsResponse(long seed) throws Exception {
    onSockets(seed, Experiment::unidirectional);
  }

  @ParameterizedTest
  @MethodSource("seedsOnSockets")
  void bidirectionalOnSocketsEveryRequestHasItsResponse(long seed) throws Exception {
    onSockets(seed, Experiment::bidirectional);
  }

  /** What both nodes do. */
  private interface Course {
    void of(Experiment experiment) throws Exception;
  }

  private static void simulated(long seed, Course course) throws Exception {
    MemorySettings memory = MemorySettings.likeSockets().withLatency(Duration.ofMillis(5));
    VirtualWorld world = new VirtualWorld(seed, memory);
    VirtualRuntime runtime = world.virtualRuntime();
    Experiment experiment = new Experiment(world, seed, NodeSettings.defaults());
    Task task =
        runtime.start(
            "experiment",
            () -> {
              course.of(experiment);
              experiment.close();
            });
    runtime.runUntil(task::isDone);
    runtime.advance(SETTLING);
    world.assertNothingLeft();
    experiment.check(Check.all());
  }

  private static void onSockets(long seed, Course course) throws Exception {
    NodeSettings settings = NodeSettings.defaults().withTimes(SHORT, SHORT, SHORT);
    try (RealWorld world = new RealWorld()) {
      Experiment experiment = new Experiment(world, seed, settings);
      try {
        course.of(experiment);
      } finally {
        experiment.close();
      }
      experiment.check(Check.all(BUSY_MACHINE));
    }
  }
}
