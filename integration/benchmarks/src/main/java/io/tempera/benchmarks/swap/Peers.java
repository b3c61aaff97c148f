package io.tempera.benchmarks.swap;

import io.tempera.benchmarks.cycle.Cycling;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStatus;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The client's peers, one for each door of the server. What is done, is done to all at once. */
final class Peers {
  private interface Step {
    void take(int peer) throws InterruptedException;
  }

  private final SwapNode node;
  private final List<SocketAddress> remotes;
  private final AtomicReferenceArray<PeerConnectionHandle> handles;

  /** All cold; the node stays the caller's. */
  Peers(SwapNode node, List<SocketAddress> remotes) {
    this.node = node;
    this.remotes = remotes;
    this.handles = new AtomicReferenceArray<>(remotes.size());
  }

  /** Makes them hot. */
  void connect() throws InterruptedException {
    all(this::connect);
  }

  /** Makes them cold, as their protocols say, which ends all conversations. */
  void close() throws InterruptedException {
    all(this::close);
  }

  /**
   * Makes each of them cold, and at once hot again, over another connection.
   *
   * @return for how long each was not hot, as if that were a swap
   */
  Swapped reconnect() throws InterruptedException {
    long[] gone = new long[remotes.size()];
    long began = System.nanoTime();
    all(
        peer -> {
          long left = System.nanoTime();
          close(peer);
          connect(peer);
          gone[peer] = System.nanoTime() - left;
        });
    return new Swapped(System.nanoTime() - began, gone);
  }

  /** How many are not hot. */
  long notHot() {
    long count = 0;
    for (int peer = 0; peer < handles.length(); peer++) {
      if (handles.get(peer).status() != PeerStatus.HOT) {
        count++;
      }
    }
    return count;
  }

  private void connect(int peer) throws InterruptedException {
    PeerConnectionHandle handle =
        node.peers()
            .establishPeerConnection(
                remotes.get(peer), DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND);
    node.peers().activatePeerConnection(handle);
    handles.set(peer, handle);
  }

  /** Makes one of them cold. */
  void close(int peer) throws InterruptedException {
    Cycling.close(node.peers(), handles.get(peer));
  }

  private void all(Step step) throws InterruptedException {
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < remotes.size(); i++) {
      int peer = i;
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                step.take(peer);
                return null;
              });
      tasks.add(task);
      Thread.startVirtualThread(task);
    }
    for (FutureTask<Void> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("A peer failed", e.getCause());
      }
    }
  }
}
