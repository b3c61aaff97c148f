package io.tempera.faults;

import io.tempera.nodekit.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Peers of a node, each from an address of its own, that keep alive all the time. */
final class RoundTrips implements AutoCloseable {
  private static final long PAUSE_MS = 5;

  /** Cookies from here on: two bytes on the wire. */
  private static final int FIRST = 0x100;

  private static final int COUNT = 0x7000;

  private final List<Wire> wires = new ArrayList<>();

  /** Of how long the rounds of a while took, in nanoseconds. */
  record Figures(long[] sorted) {
    long median() {
      return sorted[sorted.length / 2];
    }

    long longest() {
      return sorted[sorted.length - 1];
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d rounds, p50 %.3f ms, p99 %.3f ms, max %.1f ms",
          sorted.length,
          median() / 1e6,
          sorted[(int) (sorted.length * 0.99)] / 1e6,
          longest() / 1e6);
    }
  }

  /** Something that takes a while. */
  interface Meanwhile {
    void run() throws Exception;
  }

  /** Connects peers from 127.0.0.2 on. */
  RoundTrips(InetSocketAddress node, int peers) throws Exception {
    for (int i = 0; i < peers; i++) {
      wires.add(peer(node, 2 + i));
    }
  }

  /** A peer from an address of loopback that has agreed with the node and had a round. */
  static Wire peer(InetSocketAddress node, int lastByte) throws Exception {
    Wire wire =
        Wire.connect(node, InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) lastByte}));
    Bystanders.play(wire, Talk.behindARound());
    return wire;
  }

  /** Does something, and says how long rounds took meanwhile. */
  Figures during(Meanwhile meanwhile) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    List<FutureTask<List<Long>>> talks = new ArrayList<>();
    for (Wire wire : wires) {
      FutureTask<List<Long>> talk = new FutureTask<>(() -> rounds(wire, over));
      talks.add(talk);
      Thread.ofVirtual().start(talk);
    }
    try {
      meanwhile.run();
    } finally {
      over.countDown();
    }
    return figures(talks);
  }

  private static Figures figures(List<FutureTask<List<Long>>> talks)
      throws InterruptedException, ExecutionException {
    List<Long> all = new ArrayList<>();
    for (FutureTask<List<Long>> talk : talks) {
      all.addAll(talk.get());
    }
    long[] sorted = all.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Figures(sorted);
  }

  private static List<Long> rounds(Wire wire, CountDownLatch over) throws Exception {
    List<Long> took = new ArrayList<>();
    do {
      int cookie = FIRST + took.size() % COUNT;
      long asked = System.nanoTime();
      wire.send(Talk.keepAliveRequest(cookie));
      Step.expect(Talk.keepAliveResponse(cookie)).play(wire);
      took.add(System.nanoTime() - asked);
    } while (!over.await(PAUSE_MS, TimeUnit.MILLISECONDS));
    return took;
  }

  int count() {
    return wires.size();
  }

  @Override
  public void close() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
  }
}
