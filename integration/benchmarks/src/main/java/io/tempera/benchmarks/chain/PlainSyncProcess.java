package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.Console;
import io.tempera.benchmarks.baseline.PlainFetcher;
import io.tempera.benchmarks.idle.Memory;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** As {@link SyncProcess}, with plain Netty, which takes blocks and keeps none. */
public final class PlainSyncProcess {
  private PlainSyncProcess() {}

  /** Takes a port of the loopback interface, the number of blocks, and that of shares. */
  public static void main(String[] arguments) throws Exception {
    InetSocketAddress other =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    int blocks = Integer.parseInt(arguments[1]);
    int shares = Integer.parseInt(arguments[2]);
    try (PlainFetcher fetcher = PlainFetcher.open(other)) {
      Memory before = Memory.settled();
      for (int share = 0; share < shares; share++) {
        fetcher.bulk(came(share + 1, blocks, shares) - came(share, blocks, shares));
        Console.out().println(Held.now(before).line());
      }
    }
  }

  /** How many are there at the end of so many shares; all at the end of the last one. */
  private static int came(int after, int blocks, int shares) {
    return (int) ((long) blocks * after / shares);
  }
}
