package io.tempera.peer.state.actions.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.failure.Failure;
import io.tempera.peer.ColdActionException.ColdActivationException;
import io.tempera.peer.ColdActionException.ColdDeactivationException;
import io.tempera.peer.EstablishConnectionException.ClientException;
import io.tempera.peer.EstablishConnectionException.NoConnectionException;
import io.tempera.peer.EstablishConnectionException.ServerException;
import io.tempera.peer.MiniProtocolExceptions;
import io.tempera.peer.PeerSelectionActionException;
import io.tempera.peer.PeerSelectionTimeoutException.DeactivationTimeout;
import io.tempera.peer.PeerSelectionTimeoutException.EstablishTimeout;
import io.tempera.peer.PeerStatus;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Why a caller does not get what it asked for: an exception as a value. */
sealed interface Refusal {
  /** The exception to throw, with the stack of whoever throws it. */
  PeerSelectionActionException exception(SocketAddress remote, Optional<ConnectionId> connection);

  /** It cannot be activated in this status. */
  record NotWarm(PeerStatus status) implements Refusal {
    @Override
    public PeerSelectionActionException exception(
        SocketAddress remote, Optional<ConnectionId> connection) {
      return new ColdActivationException(connection.orElseThrow(), status);
    }
  }

  /** It cannot be deactivated in this status. */
  record NotHot(PeerStatus status) implements Refusal {
    @Override
    public PeerSelectionActionException exception(
        SocketAddress remote, Optional<ConnectionId> connection) {
      return new ColdDeactivationException(connection.orElseThrow(), status);
    }
  }

  /** Our handshake failed. */
  record ClientHandshake(Failure failure) implements Refusal {
    @Override
    public PeerSelectionActionException exception(
        SocketAddress remote, Optional<ConnectionId> connection) {
      return new ClientException(remote, connection, failure);
    }
  }

  /** The handshake that the peer began failed. */
  record ServerHandshake(Failure failure) implements Refusal {
    @Override
    public PeerSelectionActionException exception(
        SocketAddress remote, Optional<ConnectionId> connection) {
      return new ServerException(remote, connection, failure);
    }
  }

  /** There is no connection, or no longer. */
  record NoConnection(Failure failure) implements Refusal {
    @Override
    public PeerSelectionActionException exception(
        SocketAddress remote, Optional<ConnectionId> connection) {
      return new NoConnectionException(remote, connection, failure);
    }
  }

  /** It did not become warm in time. */
  record NotInTime(Duration limit) implements Refusal {
    @Override
    public PeerSelectionActionException exception(
        SocketAddress remote, Optional<ConnectionId> connection) {
      return new EstablishTimeout(remote, connection, limit);
    }
  }

  /** The hot initiators did not end in time. */
  record TooSlow(Duration limit) implements Refusal {
    @Override
    public PeerSelectionActionException exception(
        SocketAddress remote, Optional<ConnectionId> connection) {
      return new DeactivationTimeout(connection.orElseThrow(), limit);
    }
  }

  /** Initiators failed that were waited for, by number; at least one. */
  record ProtocolsFailed(SortedMap<Integer, Failure> failures) implements Refusal {
    public ProtocolsFailed {
      failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    }

    @Override
    public PeerSelectionActionException exception(
        SocketAddress remote, Optional<ConnectionId> connection) {
      return new MiniProtocolExceptions(connection.orElseThrow(), failures);
    }
  }
}
