package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.MonitorPeerConnectionBlocked;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerMonitoring;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import jakarta.inject.Inject;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** The service: each call is a question to the machine of its peer. */
final class PeerActions implements PeerStateActions {
  private final PeerDirectory directory;
  private final PeerParts parts;

  @Inject
  PeerActions(PeerDirectory directory, PeerParts parts) {
    this.directory = directory;
    this.parts = parts;
  }

  @Override
  public PeerConnectionHandle establishPeerConnection(
      SocketAddress remote, DiffusionMode mode, Provenance provenance) throws InterruptedException {
    while (true) {
      PeerShell peer =
          directory
              .obtain(remote)
              .orElseThrow(
                  () ->
                      new Refusal.NoConnection(ConnectSteps.GOING_DOWN)
                          .exception(remote, Optional.empty()));
      Answer answer = peer.ask(caller -> new PeerEvent.Establish(caller, mode, provenance));
      switch (answer) {
        case Answer.Done done -> {
          return peer.handle().orElseThrow();
        }
        case Answer.Refused(Refusal why) -> throw why.exception(remote, connectionOf(peer));
        case Answer.AskAnew again -> {
          // It became cold between the look and the question.
        }
      }
    }
  }

  @Override
  public void activatePeerConnection(PeerConnectionHandle peer) throws InterruptedException {
    ask(peer, PeerEvent.Activate::new, new Refusal.NotWarm(PeerStatus.COLD));
  }

  @Override
  public void deactivatePeerConnection(PeerConnectionHandle peer) throws InterruptedException {
    ask(peer, PeerEvent.Deactivate::new, new Refusal.NotHot(PeerStatus.COLD));
  }

  @Override
  public void closePeerConnection(PeerConnectionHandle peer) throws InterruptedException {
    // A peer that was established elsewhere, or before this bundle was refreshed, is cold here.
    if (peer instanceof PeerHandle) {
      ask(peer, PeerEvent.Close::new, new Refusal.NotHot(PeerStatus.COLD));
    }
  }

  private static void ask(
      PeerConnectionHandle handle, LongFunction<PeerEvent> event, Refusal ifForeign)
      throws InterruptedException {
    ConnectionId id = handle.connectionId();
    if (!(handle instanceof PeerHandle own)) {
      throw ifForeign.exception(id.remote(), Optional.of(id));
    }
    if (own.peer().ask(event) instanceof Answer.Refused(Refusal why)) {
      throw why.exception(id.remote(), Optional.of(id));
    }
  }

  @Override
  public PeerMonitoring monitorPeerConnection(PeerConnectionHandle peer) {
    if (!(peer instanceof PeerHandle own)) {
      throw new MonitorPeerConnectionBlocked(peer.connectionId());
    }
    return own.peer().monitoring();
  }

  @Override
  public List<PeerConnectionHandle> peers() {
    return directory.all().stream()
        .flatMap(peer -> peer.handle().stream())
        .filter(handle -> handle.status() != PeerStatus.COLD)
        .sorted(Comparator.comparing(PeerConnectionHandle::connectionId))
        .toList();
  }

  private static Optional<ConnectionId> connectionOf(PeerShell peer) {
    return peer.handle().map(PeerConnectionHandle::connectionId);
  }

  /**
   * Closes every peer cooperatively, and after the shutdown timeout, or an interrupt, the rest at
   * once; refuses to establish any more. Blocks until all that was said, and then until the rest
   * was asked for. Idempotent.
   */
  void shutdown() {
    directory.close();
    directory.all().forEach(peer -> peer.post(new PeerEvent.Shutdown()));
    Duration limit = parts.settings().get().shutdownTimeout();
    try {
      directory.awaitEmpty(limit);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    directory.all().forEach(peer -> peer.post(new PeerEvent.ShutdownOverdue(limit)));
  }
}
