package io.tempera.fuzzing;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Fuzzes target after target, and prints a row of figures for each. Arguments: {@code runs=} inputs
 * of each target, {@code seconds=} for each at the most, {@code targets=} names with commas.
 */
public final class LongRun {
  private static final String ROW = "%-20s %12s %9s %8s %7s %7s %16s %12s%n";
  private static final long MEBIBYTE = 1 << 20;
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");

  private long runs = 1_000_000;
  private long seconds = 600;
  private List<String> targets = new ArrayList<>(Targets.ALL.keySet());

  private LongRun() {}

  /** Ends with status 1 when something was found. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    LongRun run = new LongRun();
    for (String argument : arguments) {
      run.option(argument);
    }
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(run.fuzz(out) ? 1 : 0);
  }

  private void option(String argument) {
    String[] parts = argument.split("=", 2);
    String value = parts.length == 2 ? parts[1] : "";
    switch (parts[0]) {
      case "runs" -> runs = number(argument, value);
      case "seconds" -> seconds = number(argument, value);
      case "targets" -> {
        targets = List.of(value.split(","));
        targets.forEach(Targets::named);
      }
      default ->
          throw new IllegalArgumentException(
              parts[0] + " is not known; there are runs, seconds and targets");
    }
  }

  private static long number(String argument, String value) {
    if (!NUMBER.matcher(value).matches()) {
      throw new IllegalArgumentException(
          argument + " needs a whole number of at most nine digits, such as 1000000");
    }
    return Long.parseLong(value);
  }

  private boolean fuzz(PrintStream out) throws IOException, InterruptedException {
    boolean found = false;
    out.printf(ROW, "", "inputs", "coverage", "crashes", "hangs", "oom", "heap MiB", "threads");
    for (String target : targets) {
      Path home = Files.createDirectories(Path.of("target", "fuzzing", target).toAbsolutePath());
      Result result = Jazzer.fuzz(target, home, Corpus.DIRECTORY.resolve(target), runs, seconds);
      out.printf(
          ROW,
          target,
          result.inputs().getOrDefault(target, 0L),
          result.coverage(),
          result.findings("crash"),
          result.findings("timeout"),
          result.findings("oom"),
          result.heap().stream()
              .map(bytes -> String.format(Locale.ROOT, "%.1f", (double) bytes / MEBIBYTE))
              .reduce((early, late) -> early + " → " + late)
              .orElse(""),
          result.threads().stream()
              .map(String::valueOf)
              .reduce((early, late) -> early + " → " + late)
              .orElse(""));
      if (result.exit() != 0 || !result.findings().isEmpty()) {
        found = true;
        out.println("  see " + home.resolve("log.txt"));
        result.findings().forEach(file -> out.println("  " + home.resolve(file)));
      }
    }
    return found;
  }
}
