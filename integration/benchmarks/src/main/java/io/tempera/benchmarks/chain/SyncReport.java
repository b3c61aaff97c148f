package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.Lines;
import io.tempera.benchmarks.baseline.PlainIdleServer;
import io.tempera.benchmarks.half.Place;
import io.tempera.benchmarks.idle.JavaProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What a node holds while it syncs, beside plain Netty that takes as much and keeps nothing. */
public final class SyncReport {
  private static final int QUARTERS = 4;
  private static final int SHARES = 16;
  private static final double MEBIBYTE = 1_048_576;

  private SyncReport() {}

  /**
   * Starts a process for each.
   *
   * @param blocks how many blocks of 64 KiB there are, at least 16
   */
  public static String of(int blocks) throws IOException, InterruptedException {
    StringBuilder table = new StringBuilder();
    table.append(
        Lines.line(
            "syncing " + blocks + " blocks, MiB",
            "live heap",
            "direct",
            "resident",
            "heap by quarter"));
    try (PlainIdleServer plain = PlainIdleServer.open()) {
      table.append(row("plain Netty", held(PlainSyncProcess.class, plain.address(), blocks)));
    }
    try (ChainNode full = ChainNode.open(Place.USUAL, Sample.of(blocks, Sample.LARGE))) {
      table.append(row("a Tempera node", held(SyncProcess.class, full.address(), blocks)));
    }
    return table.toString();
  }

  private static List<Held> held(Class<?> main, SocketAddress other, int blocks)
      throws IOException, InterruptedException {
    int port = ((InetSocketAddress) other).getPort();
    try (JavaProcess process =
        JavaProcess.start(
            main,
            // The serial collector counts every byte, not every region.
            List.of("-Xmx256m", "-XX:+UseSerialGC"),
            List.of(Integer.toString(port), Integer.toString(blocks), Integer.toString(SHARES)))) {
      List<Held> held = new ArrayList<>();
      for (int share = 0; share < SHARES; share++) {
        held.add(Held.parse(process.answer()));
      }
      return held;
    }
  }

  private static String row(String name, List<Held> held) {
    List<String> quarters = new ArrayList<>();
    int share = SHARES / QUARTERS;
    for (int from = 0; from < SHARES; from += share) {
      quarters.add(most(held.subList(from, from + share), Held::heap));
    }
    return Lines.line(
        name,
        most(held, Held::heap),
        most(held, Held::direct),
        most(held, Held::resident),
        String.join(", ", quarters));
  }

  private static String most(List<Held> held, ToLongFunction<Held> part) {
    return String.format(
        Locale.ROOT, "%.1f", held.stream().mapToLong(part).max().orElseThrow() / MEBIBYTE);
  }
}
