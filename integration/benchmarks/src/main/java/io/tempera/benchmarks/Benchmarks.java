package io.tempera.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Locale;

/** Measures everything and prints tables. */
public final class Benchmarks {
  private Benchmarks() {}

  /** See {@link Options} for the arguments. */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    PrintStream out = Console.out();
    out.println(machine() + System.lineSeparator());
    for (Section section : Section.values()) {
      if (options.wants(section)) {
        section.run(options, out::println);
      }
    }
    out.println(machine());
  }

  /** What the figures depend on: a machine that has other work to do gives other figures. */
  private static String machine() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%d processors, load %.1f, Java %s",
        system.getAvailableProcessors(),
        system.getSystemLoadAverage(),
        Runtime.version().feature());
  }
}
