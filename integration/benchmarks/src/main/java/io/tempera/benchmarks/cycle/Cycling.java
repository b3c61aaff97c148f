package io.tempera.benchmarks.cycle;

import io.tempera.benchmarks.visit.Visits;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import java.net.SocketAddress;
import java.util.List;

/** Takes peers from cold to hot and back to cold: one visit is one such cycle. */
public final class Cycling implements Visits {
  private final CycleNode node;
  private final List<SocketAddress> remotes;
  private final CycleTimes times;

  /**
   * Nothing is done yet; the node stays the caller's.
   *
   * @param remotes the guests' peers, one for each
   */
  Cycling(CycleNode node, List<SocketAddress> remotes, CycleTimes times) {
    this.node = node;
    this.remotes = remotes;
    this.times = times;
  }

  @Override
  public String name() {
    return "Tempera's peer state actions";
  }

  @Override
  public void visit(int guest) throws InterruptedException {
    PeerStateActions peers = node.peers();
    long cold = System.nanoTime();
    PeerConnectionHandle peer =
        peers.establishPeerConnection(
            remotes.get(guest), DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND);
    long warm = System.nanoTime();
    peers.activatePeerConnection(peer);
    long hot = System.nanoTime();
    peers.deactivatePeerConnection(peer);
    long warmAgain = System.nanoTime();
    close(peers, peer);
    times.add(cold, warm, hot, warmAgain, System.nanoTime());
  }

  /** Closes a peer, and waits until it is cold. */
  public static void close(PeerStateActions peers, PeerConnectionHandle peer)
      throws InterruptedException {
    peers.closePeerConnection(peer);
    for (PeerStatus seen = peer.status(); seen != PeerStatus.COLD; ) {
      seen = peer.awaitStatusOtherThan(seen);
    }
  }

  @Override
  public void close() {
    // What it uses belongs to others.
  }
}
