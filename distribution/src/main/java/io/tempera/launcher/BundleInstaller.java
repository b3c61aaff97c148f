package io.tempera.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Installs what {@code system/bundles.list} names, each bundle at its start level. */
final class BundleInstaller {
  /** How the location of each begins: the jars are used where they lie. */
  static final String PREFIX = "reference:";

  /** The mini-protocols of a chain, which a network without one does not run. */
  static final List<String> OF_A_CHAIN =
      List.of("io.tempera.chain.sync", "io.tempera.block.fetch", "io.tempera.tx.submission");

  private static final String FRAGMENT = "fragment";

  private final Path system;

  BundleInstaller(Path system) {
    this.system = system;
  }

  /**
   * Installs all of them first, so that the order of the list does not matter, then starts them.
   *
   * @param resting symbolic names of those that are not started
   */
  void install(BundleContext context, List<String> resting) throws IOException, BundleException {
    List<Bundle> toStart = new ArrayList<>();
    for (String line : Files.readAllLines(system.resolve("bundles.list"))) {
      String[] parts = line.split(" ", 2);
      Path jar = system.resolve(parts[1]);
      Bundle bundle = context.installBundle(PREFIX + jar.toUri());
      if (!parts[0].equals(FRAGMENT)) {
        bundle.adapt(BundleStartLevel.class).setStartLevel(Integer.parseInt(parts[0]));
        toStart.add(bundle);
      }
    }
    for (Bundle bundle : toStart) {
      if (!resting.contains(bundle.getSymbolicName())) {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      }
    }
  }
}
