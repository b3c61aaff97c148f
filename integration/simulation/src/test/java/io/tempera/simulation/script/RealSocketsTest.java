package io.tempera.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.simulation.Lateness;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.NodeSettings.HostTimes;
import io.tempera.simulation.NodeSettings.PeerTimes;
import io.tempera.simulation.RealWorld;
import io.tempera.simulation.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The scripts of the simulation, fewer of them, on real sockets, threads and time; all times are a
 * fiftieth (as the reference's tests on sockets have 0.1 s where its simulation has 5).
 */
@Timeout(300)
final class RealSocketsTest {
  private static final int SCRIPTS = 12;
  private static final int DIVISION = 50;
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** Beside that a busy machine is late by what its timers are, and more. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private static final int TIMES_AS_LATE = 3;

  private static final ScriptRun.Pace PACE =
      new ScriptRun.Pace(DIVISION, Duration.ofMillis(40), Duration.ofMillis(500));

  /** Long enough for whoever is not held back, on a busy machine. */
  private static final HostTimes HOST_TIMES =
      new HostTimes(Duration.ofSeconds(2), Duration.ofMillis(200));

  @Test
  void scriptsHoldOnRealSockets() throws Exception {
    for (int seed = 1; seed <= SCRIPTS; seed++) {
      Script script = quick(ScriptMaker.script(seed));
      assertThat(run(script).violations()).as("%s", script).isEmpty();
    }
  }

  @Test
  void scriptsWithSwapsHoldOnRealSocketsAndNoMessageIsLost() throws Exception {
    int handOvers = 0;
    for (int seed = 1; seed <= SCRIPTS; seed++) {
      Script script = quick(stayingUp(ScriptMaker.ofSwaps(seed)));
      Outcome outcome = run(script);
      assertThat(outcome.violations()).as("%s", script).isEmpty();
      handOvers += outcome.handOvers().values().stream().mapToInt(Integer::intValue).sum();
    }
    assertThat(handOvers).isPositive();
  }

  private static Outcome run(Script script) throws InterruptedException {
    RealWorld world = new RealWorld();
    ScriptRun run = new ScriptRun(world, script, PACE);
    List<String> left = new ArrayList<>();
    Duration slack;
    long began = world.runtime().clock().nanos();
    try (world;
        Lateness lateness = new Lateness(world.runtime())) {
      run.run();
      left.addAll(world.open());
      slack = SLACK.plus(lateness.most().multipliedBy(TIMES_AS_LATE));
    }
    left.addAll(world.thrown());
    Duration elapsed = Duration.ofNanos(world.runtime().clock().nanos() - began);
    return Outcome.of(script, run, Check.all(slack), left, elapsed);
  }

  /** Without what stops peer state actions, which these scripts may do while a peer comes up. */
  private static Script stayingUp(Script script) {
    return script.keeping(
        script.steps().stream()
            .filter(timed -> !(timed.step() instanceof Step.StopPeers))
            .map(Script.Timed::place)
            .toList());
  }

  /** A second is the least that can be set. */
  private static PeerTimes quick(PeerTimes times) {
    return new PeerTimes(
        times.establish().dividedBy(DIVISION).plus(LEAST),
        times.deactivate().dividedBy(DIVISION).plus(LEAST),
        times.close().dividedBy(DIVISION).plus(LEAST));
  }

  private static Script quick(Script script) {
    List<NodeSettings> nodes =
        script.nodes().stream()
            .map(
                node ->
                    node.withTimes(
                            SHORT,
                            node.outboundIdleTimeout().dividedBy(DIVISION),
                            node.timeWait().dividedBy(DIVISION * 10))
                        .withPeerTimes(quick(node.peerTimes()))
                        .withHostTimes(HOST_TIMES))
            .toList();
    return new Script(
        script.seed(), nodes, script.steps(), script.peers(), script.twice(), script.settle());
  }
}
