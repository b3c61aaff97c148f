package io.tempera.fuzzing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the fuzzer, in a JVM and a directory of its own. */
final class Jazzer {
  /** After how many seconds one input counts as a hang. Those that are good take microseconds. */
  private static final int HANG_SECONDS = 10;

  private static final int HEAP_MEBIBYTES = 512;

  private Jazzer() {}

  /**
   * Fuzzes until the runs are done or the time is over, and waits for it.
   *
   * @param target its name, or empty for all in one
   * @param home where it leaves its log, what it finds, and new inputs of interest
   * @param seeds a directory of inputs to begin with; nothing is written to it
   * @param runs how many inputs
   * @param seconds how long, at the most
   */
  static Result fuzz(String target, Path home, Path seeds, long runs, long seconds)
      throws IOException, InterruptedException {
    Path found = Files.createDirectories(home.resolve("corpus"));
    Path log = home.resolve("log.txt");
    List<String> command = new ArrayList<>(javaCommand());
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + Entry.class.getName());
    command.add("--target_args=" + target);
    command.add("--instrumentation_includes=io.tempera.**");
    command.add("--instrumentation_excludes=io.tempera.fuzzing.**:io.tempera.testkit.**");
    // The targets call nothing that Jazzer's sanitizers watch.
    command.add("--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*");
    command.add("--keep_going=10");
    command.add("--reproducer_path=" + home);
    command.add("-artifact_prefix=" + home + "/");
    command.add("-runs=" + runs);
    command.add("-max_total_time=" + seconds);
    command.add("-timeout=" + HANG_SECONDS);
    command.add("-print_final_stats=1");
    command.add(found.toString());
    command.add(seeds.toString());
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      int exit = process.waitFor();
      return Result.of(exit, Files.readAllLines(log, StandardCharsets.ISO_8859_1), home);
    } finally {
      process.destroy();
    }
  }

  private static List<String> javaCommand() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + HEAP_MEBIBYTES + "m",
        "-XX:+UseSerialGC",
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "-classpath",
        System.getProperty("java.class.path"));
  }
}
