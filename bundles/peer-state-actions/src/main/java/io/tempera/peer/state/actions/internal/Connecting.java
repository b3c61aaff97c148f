package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerStatus;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cold, on the way to warm.
 *
 * @param remote whom
 * @param wish what was asked for; empty until then
 * @param callers who waits for it
 * @param stage how far it is
 * @param connection once there is one
 * @param results the initiators started so far
 * @param stopping whether the peer state actions are going down
 */
record Connecting(
    SocketAddress remote,
    Optional<Wish> wish,
    List<Long> callers,
    Stage stage,
    Optional<ConnectionId> connection,
    Results results,
    boolean stopping)
    implements PeerState {

  /** What was asked for: others who want the same wait for the same outcome. */
  record Wish(DiffusionMode mode, Provenance provenance) {}

  /** How far it is. */
  sealed interface Stage {
    /** Nobody has asked yet. */
    record Idle() implements Stage {}

    /** The connection manager is at it. */
    record Acquiring() implements Stage {}

    /** There is a connection; its initiators are being started. */
    record Starting() implements Stage {}

    /** The connection is being given back, and then the callers are told this. */
    record Undoing(Refusal why) implements Stage {}
  }

  /** Nobody has asked yet. */
  static Connecting idle(SocketAddress remote) {
    return new Connecting(
        remote,
        Optional.empty(),
        List.of(),
        new Stage.Idle(),
        Optional.empty(),
        Results.NONE,
        false);
  }

  @Override
  public PeerStatus status() {
    return PeerStatus.COLD;
  }

  Connecting wished(Wish w) {
    return new Connecting(remote, Optional.of(w), callers, stage, connection, results, stopping);
  }

  Connecting joined(long caller) {
    return new Connecting(
        remote, wish, joined(callers, caller), stage, connection, results, stopping);
  }

  Connecting at(Stage next) {
    return new Connecting(remote, wish, callers, next, connection, results, stopping);
  }

  Connecting on(ConnectionId id) {
    return new Connecting(remote, wish, callers, stage, Optional.of(id), results, stopping);
  }

  Connecting with(Results news) {
    return new Connecting(remote, wish, callers, stage, connection, news, stopping);
  }

  Connecting goingDown() {
    return new Connecting(remote, wish, callers, stage, connection, results, true);
  }

  /** A list with one more. */
  static List<Long> joined(List<Long> callers, long caller) {
    List<Long> more = new ArrayList<>(callers);
    more.add(caller);
    return List.copyOf(more);
  }
}
