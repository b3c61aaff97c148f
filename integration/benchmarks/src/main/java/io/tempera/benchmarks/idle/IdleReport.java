package io.tempera.benchmarks.idle;

import io.tempera.benchmarks.Lines;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an idle connection costs its server: plain Netty's and a node's. */
public final class IdleReport {
  private static final double KIBIBYTE = 1_024;

  private IdleReport() {}

  /**
   * Starts a server process for each, and clients for it.
   *
   * @param connections to each, at least 2; the limit of open files must allow them
   */
  public static String of(int connections) throws IOException, InterruptedException {
    StringBuilder table = new StringBuilder();
    int half = connections / 2;
    String title = "idle connection, KiB (" + connections + ")";
    table.append(Lines.line(title, "heap", "direct", "together", "at " + half));
    double[] plain = measure(Talk.PLAIN, connections);
    double[] node = measure(Talk.NODE, connections);
    table.append(row("plain Netty", plain)).append(row("a Tempera node", node));
    return table.toString();
  }

  private static double[] measure(Talk talk, int connections)
      throws IOException, InterruptedException {
    try (JavaProcess process =
        JavaProcess.start(
            IdleProcess.class,
            // The serial collector counts every byte, not every region.
            List.of("-Xmx1g", "-XX:+UseSerialGC"),
            List.of(talk.name(), Integer.toString(connections)))) {
      return Arrays.stream(process.answer().split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
  }

  private static String row(String name, double... bytes) {
    return Lines.line(
        name,
        kibibytes(bytes[2]),
        kibibytes(bytes[3]),
        kibibytes(bytes[2] + bytes[3]),
        kibibytes(bytes[0] + bytes[1]));
  }

  private static String kibibytes(double bytes) {
    return String.format(Locale.ROOT, "%.2f", bytes / KIBIBYTE);
  }
}
