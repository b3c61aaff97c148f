package io.tempera.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for a node's files with a short path, as the system allows some hundred bytes for a
 * socket's, and the node's is below it. Whoever makes one has it deleted.
 */
final class ShortBase {
  private ShortBase() {}

  /** Makes one, for {@link #delete}. */
  static Path make(String name) throws IOException {
    return Files.createTempDirectory(name);
  }

  /** Makes one that is there until this JVM ends: for a node that is stopped after all tests. */
  static Path untilTheEnd(String name) throws IOException {
    Path base = make(name);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(base), "delete " + base));
    return base;
  }

  /** Deletes all of it, if that has not been done. No node may write there any more. */
  static void delete(Path base) {
    if (Files.notExists(base)) {
      return;
    }
    try (Stream<Path> files = Files.walk(base)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("What a node has left in " + base + " cannot be deleted", e);
    }
  }
}
