package io.tempera.launcher;

import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param home the unpacked distribution: {@code system/}, {@code etc/}, {@code lib/}
 * @param base what belongs to one node: {@code data/}, {@code log/}, {@code deploy/}
 */
record Installation(Path home, Path base) {
  /** As the start script says it, in the system properties tempera.home and tempera.base. */
  static Installation fromSystemProperties() {
    String home = System.getProperty("tempera.home");
    if (home == null) {
      throw new UsageException("Start Tempera with bin/tempera, which says where it is installed");
    }
    return new Installation(
        Path.of(home).toAbsolutePath().normalize(),
        Path.of(System.getProperty("tempera.base", home)).toAbsolutePath().normalize());
  }

  Path system() {
    return home.resolve("system");
  }

  Path etc() {
    return home.resolve("etc");
  }

  Path deploy() {
    return base.resolve("deploy");
  }

  Path data() {
    return base.resolve("data");
  }

  Path log() {
    return base.resolve("log").resolve("tempera.log");
  }

  Path controlSocket() {
    return data().resolve("control").resolve("shell.sock");
  }
}
