package io.tempera.fuzzing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that are kept, a directory for each target. */
final class Corpus {
  /** Beside this module's pom. */
  static final Path DIRECTORY = Path.of("corpus").toAbsolutePath();

  private Corpus() {}

  /** The inputs of a target, by name. */
  static List<Path> of(String target) throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY.resolve(target))) {
      return files.sorted().toList();
    }
  }
}
