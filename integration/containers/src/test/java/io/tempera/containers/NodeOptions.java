package io.tempera.containers;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;

/** The options that put a node into a container, from the one list of bundles. */
final class NodeOptions {
  /** The seed that keeps the list's own order. */
  static final long IN_ORDER = 0;

  /** Where the doors are open; the shell's prompt is above. */
  static final int LAST_LEVEL = 50;

  private NodeOptions() {}

  /**
   * A node that listens on a free port of loopback.
   *
   * @param base where its files are
   * @param seed shuffles the bundles, which within a level must make no difference
   */
  static Option node(Path base, long seed) throws IOException {
    Path system = Path.of(System.getProperty("tempera.system"));
    List<String> lines = new ArrayList<>(Files.readAllLines(system.resolve("bundles.list")));
    if (seed != IN_ORDER) {
      Collections.shuffle(lines, new Random(seed));
    }
    List<Option> options = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(" ", 2);
      UrlProvisionOption bundle = bundle(system.resolve(parts[1]).toUri().toString());
      options.add(
          parts[0].equals("fragment")
              ? bundle.noStart()
              : bundle.startLevel(Integer.parseInt(parts[0])));
    }
    options.add(frameworkStartLevel(LAST_LEVEL));
    // From this JVM's class path, for tests inside to look for leaks with.
    options.add(systemPackage("io.tempera.nodekit"));
    options.add(cleanCaches());
    options.addAll(settings(base));
    return composite(options.toArray(Option[]::new));
  }

  private static List<Option> settings(Path base) throws IOException {
    Path etc = Files.createDirectories(base.resolve("etc"));
    Files.writeString(
        etc.resolve("io.tempera.node.cfg"),
        "listen = 127.0.0.1:0\nnetwork.magic = 42\nown.protocols = 7001,7002\n");
    Files.writeString(etc.resolve("io.tempera.keep.alive.cfg"), "interval = 0.1\n");
    Files.writeString(etc.resolve("io.tempera.echo.cfg"), "interval = 0.05\n");
    Files.writeString(etc.resolve("io.tempera.tip.sample.cfg"), "interval = 0.05\n");
    Files.writeString(
        etc.resolve("io.tempera.connection.manager.cfg"),
        "outbound.idle.timeout = 0.5\ntime.wait.timeout = 0.5\n");
    return List.of(
        frameworkProperty("felix.fileinstall.dir").value(etc.toString()),
        frameworkProperty("felix.fileinstall.filter").value(".*\\.cfg"),
        frameworkProperty("felix.fileinstall.noInitialDelay").value("true"),
        frameworkProperty("felix.fileinstall.enableConfigSave").value("false"),
        frameworkProperty("felix.fileinstall.tmpdir").value(base.resolve("tmp").toString()),
        frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("ERROR"));
  }
}
