package io.tempera.simulation.script;

import io.tempera.runtime.Task;
import io.tempera.simulation.VirtualWorld;
import io.tempera.simulation.check.Check;
import io.tempera.testkit.MemorySettings;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs scripts in virtual time, on the calling thread. */
public final class VirtualRun {
  private static final MemorySettings USUAL =
      MemorySettings.likeSockets().withLatency(Duration.ofMillis(5));

  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);

  /** A question may take 97 s, a time-wait 60 s. */
  private static final Duration REST = Duration.ofSeconds(200);

  /** Besides, a deactivation may take 300 s, and a close 120 s. */
  private static final Duration REST_OF_PEERS = Duration.ofSeconds(700);

  /** What a script may take. */
  private static final Duration LIMIT = Duration.ofHours(2);

  /** Until the last stranger has gone, and the last packet has arrived. */
  private static final Duration AFTERMATH = Duration.ofSeconds(60);

  private VirtualRun() {}

  /** Runs it, and checks all that was said and that nothing is left. */
  public static Outcome of(Script script) {
    VirtualWorld world = new VirtualWorld(script.seed(), USUAL);
    VirtualRuntime runtime = world.virtualRuntime();
    Duration rest = script.peers() ? REST_OF_PEERS : REST;
    ScriptRun run = new ScriptRun(world, script, new ScriptRun.Pace(1, BETWEEN_QUESTIONS, rest));
    List<String> thrown = new ArrayList<>();
    try {
      Task task = runtime.start("script", run::run);
      runtime.runUntil(task::isDone, LIMIT);
      runtime.advance(AFTERMATH);
      world.assertNothingLeft();
    } catch (AssertionError | RuntimeException e) {
      thrown.add(text(e));
    }
    return Outcome.of(script, run, Check.all(), thrown, runtime.elapsed());
  }

  private static String text(Throwable thrown) {
    StringBuilder text = new StringBuilder(String.valueOf(thrown));
    for (Throwable more : thrown.getSuppressed()) {
      text.append("\n    ").append(more);
    }
    return text.toString();
  }
}
