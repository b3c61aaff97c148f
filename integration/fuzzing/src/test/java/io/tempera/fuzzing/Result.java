package io.tempera.fuzzing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a run of the fuzzer came to, by its log and the files that it left.
 *
 * @param exit of its process, 0 when it found nothing
 * @param inputs of each target
 * @param coverage how many edges of the code under test were taken
 * @param heap used bytes after a collection, early on and at the end; nothing in a short run
 * @param threads likewise
 * @param findings files with the inputs that it found
 * @param said what was thrown, with the beginning of its stack
 */
record Result(
    int exit,
    Map<String, Long> inputs,
    long coverage,
    List<Long> heap,
    List<Long> threads,
    List<String> findings,
    List<String> said) {
  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+) ");
  private static final Pattern INPUTS = Pattern.compile("fuzzed (\\S+) (\\d+)");
  private static final String THROWN = "== Java Exception: ";
  private static final int STACK = 6;

  static Result of(int exit, List<String> log, Path home) throws IOException {
    Map<String, Long> inputs = new LinkedHashMap<>();
    long coverage = 0;
    for (String line : log) {
      Matcher covered = COVERAGE.matcher(line);
      if (covered.find()) {
        coverage = Long.parseLong(covered.group(1));
      }
      Matcher fuzzed = INPUTS.matcher(line);
      if (fuzzed.matches()) {
        inputs.put(fuzzed.group(1), Long.parseLong(fuzzed.group(2)));
      }
    }
    return new Result(
        exit,
        inputs,
        coverage,
        twoNumbers(log, "heap "),
        twoNumbers(log, "threads "),
        findings(home),
        said(log));
  }

  /** Files of this kind of finding: crash, timeout or oom. */
  long findings(String kind) {
    return findings.stream().filter(f -> f.startsWith(kind)).count();
  }

  private static List<String> said(List<String> log) {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).startsWith(THROWN)) {
        said.addAll(log.subList(i, Math.min(log.size(), i + STACK)));
      }
    }
    return said;
  }

  private static List<Long> twoNumbers(List<String> log, String title) {
    return log.stream()
        .filter(line -> line.startsWith(title))
        .flatMap(line -> Stream.of(line.substring(title.length()).split(" ")))
        .map(Long::valueOf)
        .toList();
  }

  private static List<String> findings(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("(crash|timeout|oom|leak)-.*"))
          .sorted()
          .toList();
    }
  }
}
