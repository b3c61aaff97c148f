package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.nodekit.FelixNode;
import io.tempera.nodekit.NodeTime;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.protocol.ProtocolTrace;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The node of the rows in which the responder misbehaves: magic 42, versions 14 and 15, keep-alive
 * every 0.3 s, outbound idle timeout and time-wait 0, and no room for any header. Its time stands
 * still but for {@link #pass}. A bystander is warm, and keeps its round trips through all that
 * happens.
 */
final class InitiatorStage implements AutoCloseable {
  static final Duration KEEP_ALIVE = Duration.ofMillis(300);

  private static final long LIMIT_S = 30;

  private final FelixNode node;
  private final NodeTime time;
  private final PeerStateActions actions;
  private final PlayedResponder bystander = new PlayedResponder();

  private InitiatorStage(FelixNode.Settings settings) throws Exception {
    node =
        FelixNode.start(
            CapturedChain.in(settings, 0)
                .set("io.tempera.keep.alive", "interval", "0.3")
                .set("io.tempera.connection.manager", "outbound.idle.timeout", "0")
                .set("io.tempera.connection.manager", "time.wait.timeout", "0")
                .countingChance()
                .heldTime());
    time = node.time();
    actions = node.service(PeerStateActions.class);
    warm(bystander);
  }

  /** A node that answers nobody. */
  static InitiatorStage initiatorOnly() throws Exception {
    return new InitiatorStage(
        new FelixNode.Settings()
            .set("io.tempera.node", "listen", "")
            .set("io.tempera.node", "initiator.only", "true"));
  }

  /** A node that does both. */
  static InitiatorStage duplex() throws Exception {
    return new InitiatorStage(new FelixNode.Settings());
  }

  FelixNode node() {
    return node;
  }

  NodeTime time() {
    return time;
  }

  PeerWords words(PlayedResponder peer) {
    return new PeerWords(node, peer.address());
  }

  /** Begins to establish. */
  FutureTask<PeerConnectionHandle> establish(InetSocketAddress peer) {
    return call(
        () ->
            actions.establishPeerConnection(
                peer, DiffusionMode.INITIATOR_AND_RESPONDER, Provenance.OUTBOUND));
  }

  /** A peer whose handshake was as it should be, and that serves keep-alive. */
  PeerConnectionHandle warm(PlayedResponder peer) throws Exception {
    FutureTask<PeerConnectionHandle> establish = establish(peer.address());
    peer.awaitProposal();
    peer.accept();
    PeerConnectionHandle handle = get(establish);
    awaitRounds(1, peer);
    return handle;
  }

  /** Waits until so many keep-alive requests to a peer have their answers. */
  void awaitRounds(int count, PlayedResponder peer) throws InterruptedException {
    node.traces()
        .await(
            ProtocolTrace.RoundTrip.class,
            count,
            trace -> trace.connectionId().remote().equals(peer.address()),
            Duration.ofSeconds(LIMIT_S));
  }

  FutureTask<Void> activate(PeerConnectionHandle peer) {
    return call(
        () -> {
          actions.activatePeerConnection(peer);
          return null;
        });
  }

  FutureTask<Void> deactivate(PeerConnectionHandle peer) {
    return call(
        () -> {
          actions.deactivatePeerConnection(peer);
          return null;
        });
  }

  FutureTask<Void> close(PeerConnectionHandle peer) {
    return call(
        () -> {
          actions.closePeerConnection(peer);
          return null;
        });
  }

  private static <T> FutureTask<T> call(Callable<T> body) {
    FutureTask<T> call = new FutureTask<>(body);
    Thread.ofVirtual().start(call);
    return call;
  }

  static <T> T get(FutureTask<T> call) throws Exception {
    return call.get(LIMIT_S, TimeUnit.SECONDS);
  }

  /** What the call throws. */
  static Throwable failure(FutureTask<?> call) throws InterruptedException, TimeoutException {
    try {
      throw new AssertionError("It returned " + call.get(LIMIT_S, TimeUnit.SECONDS));
    } catch (ExecutionException thrown) {
      return thrown.getCause();
    }
  }

  /** Lets time pass in the node. */
  void pass(Duration duration) throws InterruptedException {
    time.advance(duration);
  }

  /** Activates, and checks that the peer is hot. */
  void heat(PeerConnectionHandle peer) throws Exception {
    get(activate(peer));
    assertThat(peer.status()).isEqualTo(PeerStatus.HOT);
  }

  /** The bystander is asked, or its answer to the last question comes, once more. */
  void assertBystanderIsServed() throws InterruptedException {
    int before = rounds(bystander);
    time.advance(KEEP_ALIVE);
    awaitRounds(before + 1, bystander);
    bystander.assertNothingElse();
  }

  private int rounds(PlayedResponder peer) {
    return (int)
        node.traces().all(ProtocolTrace.RoundTrip.class).stream()
            .filter(trace -> trace.connectionId().remote().equals(peer.address()))
            .count();
  }

  @Override
  public void close() throws Exception {
    bystander.close();
    node.close();
  }
}
