package io.tempera.benchmarks;

import java.util.Locale;

/** How a line of every table looks. */
public final class Lines {
  private static final String LINE = "%-36s %12s %12s %12s   %s%n";

  private Lines() {}

  /** One line, with its end. */
  public static String line(String name, String first, String second, String third, String remark) {
    return String.format(Locale.ROOT, LINE, name, first, second, third, remark);
  }
}
