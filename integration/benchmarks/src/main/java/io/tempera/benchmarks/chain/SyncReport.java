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
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * What a node holds while it syncs, beside plain Netty that takes as much and keeps nothing: it
 * fails if that grows with the chain.
 */
public final class SyncReport {
  private static final int SHARES = 16;

  /** Less than the usual chain, so that it cannot stay; what a node holds and garbage fit in. */
  private static final String HEAP = "-Xmx112m";

  private SyncReport() {}

  /**
   * Starts a process for each.
   *
   * @param blocks how many blocks of 64 KiB there are, at least 16
   * @param out takes the table
   * @throws IllegalStateException when the node held more at the end than at the beginning
   */
  public static void of(int blocks, Consumer<String> out) throws IOException, InterruptedException {
    if (blocks < SHARES) {
      throw new IllegalArgumentException(
          "It takes " + SHARES + " blocks or more to sync, not " + blocks);
    }
    List<Held> held;
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
      held = held(SyncProcess.class, full.address(), blocks);
    }
    table.append(row("a Tempera node", held));
    out.accept(table.toString());
    Quarters.of(held).check();
  }

  private static List<Held> held(Class<?> main, SocketAddress other, int blocks)
      throws IOException, InterruptedException {
    int port = ((InetSocketAddress) other).getPort();
    try (JavaProcess process =
        JavaProcess.start(
            main,
            // The serial collector counts every byte, not every region.
            List.of(HEAP, "-XX:+UseSerialGC"),
            List.of(Integer.toString(port), Integer.toString(blocks), Integer.toString(SHARES)))) {
      List<Held> held = new ArrayList<>();
      for (int share = 0; share < SHARES; share++) {
        held.add(Held.parse(process.answer()));
      }
      return held;
    }
  }

  private static String row(String name, List<Held> held) {
    return Lines.line(
        name,
        most(held, Held::heap),
        most(held, Held::direct),
        most(held, Held::resident),
        Quarters.of(held).text());
  }

  private static String most(List<Held> held, ToLongFunction<Held> part) {
    return Held.mebibytes(held.stream().mapToLong(part).max().orElseThrow());
  }
}
