package io.tempera.benchmarks;

import io.tempera.benchmarks.baseline.PlainNetty;
import io.tempera.benchmarks.bearer.BearerSubject;
import io.tempera.benchmarks.mux.MuxSubject;
import io.tempera.benchmarks.protocol.ProtocolSubject;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures everything and prints a table for each workload. The first row is the baseline. */
public final class Benchmarks {
  private Benchmarks() {}

  /** See {@link Options} for the arguments. */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    List<Subject> subjects = subjects();
    out.println(machine() + System.lineSeparator());
    try {
      out.println(run(options, Workload.PING_PONG, options.pings(), subjects));
      out.println(run(options, Workload.BULK, options.bulkMessages(), subjects));
      out.println(machine());
    } finally {
      for (Subject subject : subjects) {
        subject.close();
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

  private static String run(Options options, Workload workload, int amount, List<Subject> subjects)
      throws Exception {
    Rounds rounds = new Rounds(options.warmUps(), options.rounds());
    return Report.of(workload, amount, rounds.measure(workload, amount, subjects));
  }

  /** Every row, the baseline first. */
  static List<Subject> subjects() throws Exception {
    List<Subject> subjects = new ArrayList<>();
    int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    subjects.add(PlainNetty.copying(loops));
    subjects.add(PlainNetty.raw(loops));
    subjects.add(BearerSubject.open());
    subjects.add(MuxSubject.open());
    subjects.add(ProtocolSubject.open());
    return subjects;
  }
}
