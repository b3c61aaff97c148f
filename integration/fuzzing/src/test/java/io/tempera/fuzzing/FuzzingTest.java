package io.tempera.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A short run of the fuzzer over all targets, from the inputs that are kept. */
final class FuzzingTest {
  private static final int RUNS = 40_000;

  /** An end for a machine on which they would take too long. */
  private static final int SECONDS = 12;

  /** Kept until the next run, with the log and what was found. */
  private final Path home = Path.of("target", "fuzzing", "all").toAbsolutePath();

  @Test
  void aShortRunFindsNothing() throws IOException, InterruptedException {
    clear();
    Path seeds = Files.createDirectories(home.resolve("seeds"));
    List<String> names = List.copyOf(Targets.ALL.keySet());
    for (String name : names) {
      for (Path input : Corpus.of(name)) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.write(names.indexOf(name));
        seed.write(Files.readAllBytes(input));
        Files.write(seeds.resolve(name + "-" + input.getFileName()), seed.toByteArray());
      }
    }
    Result result = Jazzer.fuzz("", home, seeds, RUNS, SECONDS);
    assertThat(result.findings()).as("%s, see %s", result.said(), home).isEmpty();
    assertThat(result.exit()).as("%s, see %s", result.said(), home).isZero();
    assertThat(result.inputs().keySet()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(result.coverage()).isPositive();
  }

  private void clear() throws IOException {
    if (Files.exists(home)) {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
