package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionManager;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerStateActions;
import io.tempera.runtime.Clock;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is said to those who name a peer whose connection has ended. Does not block. */
final class EndedPeers {
  private final NodeView node;
  private final Histories histories;
  private final Clock clock;

  @Inject
  EndedPeers(NodeView node, Histories histories, Clock clock) {
    this.node = node;
    this.histories = histories;
    this.clock = clock;
  }

  /** The last to have ended that may be meant, where no connection is that is there. */
  Optional<ConnectionId> named(String name) {
    List<ConnectionId> there =
        Stream.concat(
                node.connections().get().map(ConnectionManager::connections).stream()
                    .flatMap(List::stream)
                    .map(PeerDetail::idOf),
                node.peers().get().map(PeerStateActions::peers).stream()
                    .flatMap(List::stream)
                    .map(PeerConnectionHandle::connectionId))
            .toList();
    return PeerName.ended(name, there, histories.ended());
  }

  /** Says of one that it cannot be had, and what to do. */
  CommandFailed refusal(ConnectionId ended) {
    String remote = ConnectionId.text(ended.remote());
    return new CommandFailed(
        remote
            + " is COLD"
            + reason(ended)
            + " (tempera:why "
            + remote
            + "); tempera:establish "
            + remote
            + " opens another");
  }

  /** For example {@code : it is gone, 4.0 s ago}; empty where nobody said why. */
  String reason(ConnectionId ended) {
    return histories
        .reasonOfEnd(ended)
        .map(end -> ": " + end.what() + ", " + Human.age(end.when(), clock.wallTime()) + " ago")
        .orElse("");
  }
}
