package io.tempera.staticpeers.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerMonitoring;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.runtime.Wait;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Peer state actions that take their time and do what the test says. */
final class FakeActions implements PeerStateActions {
  private final VirtualRuntime runtime;
  private final Map<SocketAddress, FakePeer> peers = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private Optional<FailureCategory> refusal = Optional.empty();

  FakeActions(VirtualRuntime runtime) {
    this.runtime = runtime;
  }

  /** From now on nobody is established. */
  void refuse(FailureCategory category) {
    refusal = Optional.of(category);
  }

  /** What was called, each with the second at which it was. */
  List<String> calls() {
    return calls;
  }

  FakePeer peer(int port) {
    return peers.get(new InetSocketAddress("127.0.0.1", port));
  }

  private void call(String what, SocketAddress remote) throws InterruptedException {
    calls.add(
        "%s %d at %d s"
            .formatted(
                what, ((InetSocketAddress) remote).getPort(), runtime.elapsed().toSeconds()));
    runtime.newWait().until(() -> false, Duration.ofMillis(10));
  }

  @Override
  public PeerConnectionHandle establishPeerConnection(
      SocketAddress remote, DiffusionMode mode, Provenance provenance) throws InterruptedException {
    call("establish", remote);
    if (refusal.isPresent()) {
      throw new NoConnectionException(
          remote, Optional.empty(), Failure.of(refusal.get(), "refused"));
    }
    FakePeer peer = new FakePeer(remote, runtime.newWait());
    peers.put(remote, peer);
    return peer;
  }

  @Override
  public void activatePeerConnection(PeerConnectionHandle peer) throws InterruptedException {
    call("activate", peer.connectionId().remote());
    ((FakePeer) peer).become(PeerStatus.HOT, Optional.empty());
  }

  @Override
  public void deactivatePeerConnection(PeerConnectionHandle peer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void closePeerConnection(PeerConnectionHandle peer) throws InterruptedException {
    call("close", peer.connectionId().remote());
    ((FakePeer) peer).become(PeerStatus.COLD, Optional.empty());
  }

  @Override
  public PeerMonitoring monitorPeerConnection(PeerConnectionHandle peer) {
    return new PeerMonitoring(peer.status(), ((FakePeer) peer).delay);
  }

  @Override
  public List<PeerConnectionHandle> peers() {
    return peers.values().stream()
        .filter(peer -> peer.status() != PeerStatus.COLD)
        .map(PeerConnectionHandle.class::cast)
        .toList();
  }

  static final class FakePeer implements PeerConnectionHandle {
    private final ConnectionId id;
    private final Wait changes;
    private PeerStatus status = PeerStatus.WARM;
    private Optional<Duration> delay = Optional.empty();

    FakePeer(SocketAddress remote, Wait changes) {
      this.id = new ConnectionId(new InetSocketAddress("127.0.0.1", 1), remote);
      this.changes = changes;
    }

    void become(PeerStatus next, Optional<Duration> repromoteDelay) {
      status = next;
      delay = repromoteDelay;
      changes.wake();
    }

    @Override
    public ConnectionId connectionId() {
      return id;
    }

    @Override
    public Agreed versionData() {
      return new Agreed(
          15,
          new VersionData(42, DiffusionMode.INITIATOR_ONLY, false, false, false),
          new TreeSet<>());
    }

    @Override
    public Optional<Instant> promotedHotTime() {
      return Optional.empty();
    }

    @Override
    public PeerStatus status() {
      return status;
    }

    @Override
    public PeerStatus awaitStatusOtherThan(PeerStatus seen) throws InterruptedException {
      changes.until(() -> status != seen);
      return status;
    }
  }
}
