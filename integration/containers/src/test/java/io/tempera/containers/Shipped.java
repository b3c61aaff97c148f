package io.tempera.containers;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The mini-protocol bundles that the distribution brings. */
enum Shipped {
  KEEP_ALIVE(8),
  ECHO(7001),
  TIP_SAMPLE(7002),
  CHAIN_SYNC(2),
  BLOCK_FETCH(3),
  TX_SUBMISSION(4),
  PEER_SHARING(10);

  /** Those that talk all the time where they run, whatever becomes of the chain. */
  static final Set<Shipped> TALKATIVE =
      Collections.unmodifiableSet(EnumSet.range(KEEP_ALIVE, TIP_SAMPLE));

  /** How the node shows a version that every distribution under test has. */
  private static final String BUILT = "0.1.0.SNAPSHOT";

  private final int number;

  Shipped(int number) {
    this.number = number;
  }

  /** Of the mini-protocol. */
  int number() {
    return number;
  }

  /** Its symbolic name. */
  String symbolicName() {
    return "io.tempera." + words('.');
  }

  /** How its jar may be called in {@code deploy/}. */
  String file() {
    return "tempera-" + words('-') + ".jar";
  }

  private String words(char between) {
    return name().toLowerCase(Locale.ROOT).replace('_', between);
  }

  /** How the node shows a version of it. */
  String shown(String version) {
    return symbolicName() + " " + version;
  }

  /** How the node shows the version that it has from the start. */
  String shownAsBuilt() {
    return shown(BUILT);
  }

  /** The one that the node has from the start. */
  Bundle in(BundleContext context) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> symbolicName().equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }
}
