package io.tempera.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The main job, with each node in a process of its own: a cycle of temperatures, and a chain. */
final class Demo {
  private final Installation installation;
  private final PrintStream out;

  Demo(Installation installation, PrintStream out) {
    this.installation = installation;
    this.out = out;
  }

  /** Returns the exit code. */
  int run() throws IOException, InterruptedException {
    Path bases = Files.createTempDirectory("tempera-demo");
    try {
      DemoStage stage = new DemoStage(installation, bases, out);
      new TemperatureCycle(stage).run();
      new ChainFlow(stage).run();
      stage.sumUp();
    } finally {
      delete(bases);
    }
    return Main.OK;
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
