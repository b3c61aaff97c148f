package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.Console;
import io.tempera.benchmarks.half.Place;
import io.tempera.benchmarks.idle.Memory;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A process with one node that follows another one to the end of its chain. Whenever a share of the
 * chain is there it collects and counts, in the midst of it. Prints one {@link Held} for each
 * share. Its window is full when a quarter of the chain is there, however short that is.
 */
public final class SyncProcess {
  private SyncProcess() {}

  /** Takes a port of the loopback interface, the number of blocks, and that of shares. */
  public static void main(String[] arguments) throws Exception {
    InetSocketAddress other =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    int blocks = Integer.parseInt(arguments[1]);
    int shares = Integer.parseInt(arguments[2]);
    long window = Math.min(NodeMover.WINDOW_BYTES, Quarters.nominalBytes(blocks));
    try (ChainNode node = NodeMover.empty(Place.USUAL, window);
        Arrivals arrivals = new Arrivals(node.chain())) {
      Memory before = Memory.settled();
      node.follow(other);
      for (int share = 1; share <= shares; share++) {
        // The first block has number 0.
        arrivals.await((long) blocks * share / shares - 1);
        Console.out().println(Held.now(before).line());
      }
    }
  }
}
