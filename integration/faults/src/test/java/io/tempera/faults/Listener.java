package io.tempera.faults;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.Wire;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.FutureTask;

/** A peer that a node dials, and what the node does with it meanwhile. */
final class Listener implements AutoCloseable {
  private final PeerStateActions actions;
  private final ServerSocket server;
  private final FutureTask<Optional<PeerConnectionHandle>> course;

  private Listener(FelixNode node, boolean hot) throws Exception {
    actions = node.service(PeerStateActions.class);
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    course = new FutureTask<>(() -> course(hot));
  }

  /** A peer that the node begins to make warm, or hot. */
  static Listener dialled(FelixNode node, boolean hot) throws Exception {
    Listener listener = new Listener(node, hot);
    Thread.ofVirtual().start(listener.course);
    return listener;
  }

  private Optional<PeerConnectionHandle> course(boolean hot) throws InterruptedException {
    PeerConnectionHandle peer;
    try {
      peer =
          actions.establishPeerConnection(
              server.getLocalSocketAddress(),
              DiffusionMode.INITIATOR_AND_RESPONDER,
              Provenance.OUTBOUND);
      if (hot) {
        actions.activatePeerConnection(peer);
      }
    } catch (RuntimeException failed) {
      return Optional.empty();
    }
    return Optional.of(peer);
  }

  /** By which the node's traces name it. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  Wire accept() throws IOException {
    return Wire.accept(server);
  }

  /** Waits until it is warm, or hot. */
  void awaitUp() throws Exception {
    if (course.get().isEmpty()) {
      throw new AssertionError("The peer " + address() + " did not become what it was to be");
    }
  }

  /** Waits until it is cold, or did not even become warm. */
  void awaitCold() throws Exception {
    Optional<PeerConnectionHandle> peer = course.get();
    if (peer.isPresent()) {
      PeerStatus status = peer.get().status();
      while (status != PeerStatus.COLD) {
        status = peer.get().awaitStatusOtherThan(status);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
