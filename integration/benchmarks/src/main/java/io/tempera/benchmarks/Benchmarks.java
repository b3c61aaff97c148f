package io.tempera.benchmarks;

import io.tempera.benchmarks.profile.Profile;
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
    if (options.profile().isPresent()) {
      try (Profile profile = Profile.into(options.profile().get(), out::println)) {
        run(options, out);
      }
    } else {
      run(options, out);
    }
    out.println(machine());
  }

  private static void run(Options options, PrintStream out) throws Exception {
    for (Section section : Section.values()) {
      if (options.wants(section)) {
        section.run(options, out::println);
      }
    }
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
