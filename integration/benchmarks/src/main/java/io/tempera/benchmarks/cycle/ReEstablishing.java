package io.tempera.benchmarks.cycle;

import io.tempera.bearer.ConnectionId;
import io.tempera.benchmarks.Lines;
import io.tempera.benchmarks.Rounds;
import io.tempera.benchmarks.Times;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerConnectionHandle;
import java.util.Locale;
import java.util.concurrent.FutureTask;

/**
 * A peer that keeps a duplex connection to us: we use it, let go of it, and use it again, and it
 * stays open all the time.
 */
final class ReEstablishing {
  private final CycleNode node;
  private final CycleServer.Remote server;
  private final Times establish = new Times();
  private final Times close = new Times();

  private ReEstablishing(CycleNode node, CycleServer.Remote server) {
    this.node = node;
    this.server = server;
  }

  /**
   * Starts a second process, and measures.
   *
   * @param count how often in a round
   */
  static String table(Rounds rounds, int count) throws Exception {
    try (CycleServer.Remote server = CycleServer.Remote.start(1, Waits.USUAL);
        CycleNode node = CycleNode.open(1, Waits.USUAL)) {
      ReEstablishing work = new ReEstablishing(node, server);
      server.dial(node.addresses().getFirst());
      FutureTask<Void> task = new FutureTask<>(() -> work.run(rounds, count));
      Thread.startVirtualThread(task);
      task.get();
      return work.text();
    }
  }

  private Void run(Rounds rounds, int count) throws InterruptedException {
    ConnectionId connection = once(new Times(), new Times());
    for (int i = 0; i < rounds.warmUps() * count; i++) {
      once(new Times(), new Times());
    }
    for (int i = 0; i < rounds.counted() * count; i++) {
      ConnectionId used = once(establish, close);
      if (!used.equals(connection)) {
        throw new IllegalStateException("It is " + used + " now, and was " + connection);
      }
    }
    return null;
  }

  private ConnectionId once(Times establishing, Times closing) throws InterruptedException {
    long cold = System.nanoTime();
    PeerConnectionHandle peer =
        node.peers()
            .establishPeerConnection(
                server.doors().getFirst(),
                DiffusionMode.INITIATOR_AND_RESPONDER,
                // Only one that the peer opened.
                Provenance.INBOUND);
    long warm = System.nanoTime();
    Cycling.close(node.peers(), peer);
    closing.add(System.nanoTime() - warm);
    establishing.add(warm - cold);
    return peer.connectionId();
  }

  private String text() {
    return Lines.line("over a live connection, µs", "median", "p99", "count", "")
        + line("re-establish", establish)
        + line("close", close);
  }

  private static String line(String name, Times times) {
    return Lines.line(
        name, figure(times.median()), figure(times.slow()), Integer.toString(times.count()), "");
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
