package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.PeerStatus;
import java.net.SocketAddress;
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
 * @param timers how many times callers began to wait: the generation of their timers
 * @param stopping whether the peer state actions are going down
 */
record Connecting(
    SocketAddress remote,
    Optional<Wish> wish,
    List<Long> callers,
    Stage stage,
    Optional<ConnectionId> connection,
    Results results,
    long timers,
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

    /**
     * It took too long, and the callers were told. Whatever still comes of it is given back;
     * whoever came since waits for that, as nobody else can use the address before, and then asks
     * anew.
     */
    record Abandoned() implements Stage {}
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
        0,
        false);
  }

  @Override
  public PeerStatus status() {
    return PeerStatus.COLD;
  }

  /** Whether a timer is set, as it is while somebody may wait. */
  boolean isTimed() {
    return switch (stage) {
      case Stage.Idle idle -> false;
      case Stage.Abandoned abandoned -> !callers.isEmpty();
      case Stage.Acquiring acquiring -> true;
      case Stage.Starting starting -> true;
      case Stage.Undoing undoing -> true;
    };
  }

  /** Whether it is that timer which has run out. */
  boolean isTimedBy(PeerEvent.TimedOut timer) {
    return isTimed() && timer.kind() == TimerKind.ESTABLISH && timer.generation() == timers;
  }

  Connecting wished(Wish w) {
    return new Connecting(
        remote, Optional.of(w), callers, stage, connection, results, timers, stopping);
  }

  Connecting waiting(List<Long> who) {
    return new Connecting(remote, wish, who, stage, connection, results, timers, stopping);
  }

  Connecting at(Stage next) {
    return new Connecting(remote, wish, callers, next, connection, results, timers, stopping);
  }

  Connecting on(ConnectionId id) {
    return new Connecting(remote, wish, callers, stage, Optional.of(id), results, timers, stopping);
  }

  Connecting with(Results news) {
    return new Connecting(remote, wish, callers, stage, connection, news, timers, stopping);
  }

  Connecting timed() {
    return new Connecting(remote, wish, callers, stage, connection, results, timers + 1, stopping);
  }

  Connecting goingDown() {
    return new Connecting(remote, wish, callers, stage, connection, results, timers, true);
  }
}
