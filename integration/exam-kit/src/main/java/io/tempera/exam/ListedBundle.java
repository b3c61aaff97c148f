package io.tempera.exam;

import java.nio.file.Path;

/**
 * A bundle of a node.
 *
 * @param startLevel at which it is started; {@link #NEVER} for a fragment, which only adds to
 *     another bundle
 */
record ListedBundle(int startLevel, Path jar) {
  /** Instead of a start level. */
  static final int NEVER = 0;

  private static final String FRAGMENT = "fragment";

  /** Reads a line of {@code bundles.list}: start level, or {@code fragment}, and path. */
  static ListedBundle read(String line, Path system) {
    String[] parts = line.split(" ", 2);
    return new ListedBundle(
        parts[0].equals(FRAGMENT) ? NEVER : Integer.parseInt(parts[0]), system.resolve(parts[1]));
  }

  boolean isFragment() {
    return startLevel == NEVER;
  }
}
