package io.tempera.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A distribution with settings of its own; all else is that of another one, which stays as it is.
 */
final class OwnSettings {
  private static final String ETC = "etc";

  private final Path home;

  private OwnSettings(Path home) {
    this.home = home;
  }

  /**
   * With the settings of a distribution, to begin with.
   *
   * @param home an empty directory, where the new one will be
   */
  static OwnSettings of(Path distribution, Path home) throws IOException {
    // The scripts are copied, as they follow links to where they are installed.
    for (String directory : List.of("bin", ETC)) {
      copy(distribution.resolve(directory), home.resolve(directory));
    }
    for (String directory : List.of("lib", "system")) {
      Files.createSymbolicLink(home.resolve(directory), distribution.resolve(directory));
    }
    return new OwnSettings(home);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Sets one key of one file; of a key that is there twice the last one counts. */
  OwnSettings set(String pid, String key, String value) throws IOException {
    Files.writeString(
        home.resolve(ETC).resolve(pid + ".cfg"),
        "\n" + key + " = " + value + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return this;
  }

  /** Where it is installed. */
  Path home() {
    return home;
  }
}
