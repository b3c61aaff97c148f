package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ConnectionView;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.handshake.Agreed;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.PeerStatus;
import io.tempera.runtime.Clock;
import jakarta.inject.Inject;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes peers from one temperature to another, and says in a line how that went. Blocks. */
final class PeerActions {
  private static final String UNTIL_COLD =
      "; it becomes COLD, and can be established again, when the connection manager has let go of"
          + " it, within time.wait.timeout (etc/io.tempera.connection.manager.cfg)";

  private final NodeView node;
  private final Clock clock;
  private final Resolver resolver;
  private final EndedPeers ended;

  @Inject
  PeerActions(NodeView node, Clock clock, Resolver resolver, EndedPeers ended) {
    this.ended = ended;
    this.node = node;
    this.clock = clock;
    this.resolver = resolver;
  }

  /** Cold to warm. */
  String establish(List<String> arguments) {
    EstablishRequest request = EstablishRequest.parse(arguments);
    PeerStateActions actions = node.peers().require();
    SocketAddress remote = address(request.remote());
    return timed(
        ConnectionId.text(remote),
        () -> actions.establishPeerConnection(remote, request.mode(), request.provenance()));
  }

  /** Whoever dialled a Unix socket has an address that can only be found among the connections. */
  private SocketAddress address(Endpoint typed) {
    return theirs(typed.toString())
        .map(ConnectionId::remote)
        .orElseGet(() -> resolver.resolve(typed));
  }

  /** Warm to hot. */
  String activate(String name) {
    PeerStateActions actions = node.peers().require();
    return transition(actions, find(name, actions), PeerStateActions::activatePeerConnection);
  }

  /** Hot to warm. */
  String deactivate(String name) {
    PeerStateActions actions = node.peers().require();
    PeerConnectionHandle peer = find(name, actions);
    PeerStatus before = peer.status();
    String done = transition(actions, peer, PeerStateActions::deactivatePeerConnection);
    return before == PeerStatus.WARM ? remote(peer) + " was not hot: it is " + peer.status() : done;
  }

  /** Warm or hot to cold. */
  String close(String name) {
    PeerStateActions actions = node.peers().require();
    PeerConnectionHandle peer = find(name, actions);
    PeerStatus before = peer.status();
    String done = transition(actions, peer, PeerStateActions::closePeerConnection);
    PeerStatus after = peer.status();
    return (before == PeerStatus.COOLING
            ? remote(peer) + " was closed already: it is " + after
            : done)
        + (after == PeerStatus.COOLING ? UNTIL_COLD : "");
  }

  private String transition(
      PeerStateActions actions, PeerConnectionHandle peer, Transition transition) {
    return timed(
        remote(peer),
        () -> {
          transition.apply(actions, peer);
          return peer;
        });
  }

  /** Our peers come first; a connection that is none of them deserves a word of its own. */
  private PeerConnectionHandle find(String name, PeerStateActions actions) {
    ended
        .named(name)
        .ifPresent(
            id -> {
              throw ended.refusal(id);
            });
    try {
      return PeerName.find(name, actions.peers(), PeerConnectionHandle::connectionId);
    } catch (CommandFailed unknown) {
      throw connected(name).map(PeerActions::noPeer).orElse(unknown);
    }
  }

  private Optional<ConnectionView> connected(String name) {
    try {
      return node.connections()
          .get()
          .map(manager -> PeerName.find(name, manager.connections(), PeerDetail::idOf));
    } catch (CommandFailed neither) {
      return Optional.empty();
    }
  }

  private static CommandFailed noPeer(ConnectionView view) {
    String remote = ConnectionId.text(view.remote());
    return new CommandFailed(
        remote
            + switch (view.state()) {
              case RESERVED_OUTBOUND, UNNEGOTIATED_OUT, UNNEGOTIATED_IN ->
                  " is still being established; tempera:watch "
                      + remote
                      + " tells what comes of it";
              case TERMINATING, TERMINATED ->
                  " is no peer that this node uses: " + Meaning.of(view.state());
              default ->
                  " is connected, but no peer that this node uses: make it one with"
                      + " tempera:establish "
                      + remote
                      + " --inbound";
            });
  }

  private Optional<ConnectionId> theirs(String name) {
    return node.connections().get().map(ConnectionManager::connections).stream()
        .flatMap(List::stream)
        .map(ConnectionView::connectionId)
        .flatMap(Optional::stream)
        .filter(id -> ConnectionId.text(id.remote()).equals(name) || id.toString().equals(name))
        .findFirst();
  }

  private static String remote(PeerConnectionHandle peer) {
    return ConnectionId.text(peer.connectionId().remote());
  }

  private String timed(String remote, Blocking action) {
    long begin = clock.nanos();
    try {
      PeerConnectionHandle peer = action.run();
      Agreed agreed = peer.versionData();
      return remote(peer)
          + " is "
          + peer.status()
          + " (version "
          + agreed.version()
          + ", "
          + agreed.dataFlow()
          + ") after "
          + Human.duration(Duration.ofNanos(clock.nanos() - begin));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(
          "You stopped waiting for "
              + remote
              + "; a transition that has begun goes on: tempera:watch "
              + remote
              + " follows it, tempera:why tells how it went.");
    } catch (CommandFailed failed) {
      throw failed;
    } catch (TemperaException refused) {
      throw new CommandFailed(refused.failure().text() + Advice.about(refused, remote));
    } catch (RuntimeException fault) {
      throw new CommandFailed(
          "A fault of Tempera itself, please report it: "
              + Failure.of(FailureCategory.INTERNAL, fault).text());
    }
  }

  /** A transition that takes a peer which is known. */
  @FunctionalInterface
  private interface Transition {
    void apply(PeerStateActions actions, PeerConnectionHandle peer) throws InterruptedException;
  }

  /** Something that takes its time and ends with a peer. */
  @FunctionalInterface
  private interface Blocking {
    PeerConnectionHandle run() throws InterruptedException;
  }
}
