package io.tempera.peer;

import io.tempera.bearer.ConnectionId;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.Optional;

/** A change of a peer's status. */
public sealed interface PeerStatusChangeType {
  /** What it was. */
  PeerStatus from();

  /** What it is. */
  PeerStatus to();

  /** Our end of the connection; empty where there is none yet. */
  Optional<SocketAddress> local();

  /** Whom. */
  SocketAddress remote();

  /** Both ends, where there is a connection; or else the remote one. */
  default String name() {
    return local()
        .map(l -> new ConnectionId(l, remote()).toString())
        .orElseGet(() -> ConnectionId.text(remote()));
  }

  /** For example {@code warm -> hot}. */
  default String arrow() {
    return (from() + " -> " + to()).toLowerCase(Locale.ROOT);
  }

  /** One line. */
  default String text() {
    return name() + " " + arrow();
  }

  /** It was established. */
  record ColdToWarm(Optional<SocketAddress> local, SocketAddress remote)
      implements PeerStatusChangeType {
    @Override
    public PeerStatus from() {
      return PeerStatus.COLD;
    }

    @Override
    public PeerStatus to() {
      return PeerStatus.WARM;
    }
  }

  /** One of those that begin with a connection. */
  sealed interface OfConnection extends PeerStatusChangeType {
    /** The connection. */
    ConnectionId connectionId();

    @Override
    default Optional<SocketAddress> local() {
      return Optional.of(connectionId().local());
    }

    @Override
    default SocketAddress remote() {
      return connectionId().remote();
    }
  }

  /** It was activated. */
  record WarmToHot(ConnectionId connectionId) implements OfConnection {
    @Override
    public PeerStatus from() {
      return PeerStatus.WARM;
    }

    @Override
    public PeerStatus to() {
      return PeerStatus.HOT;
    }
  }

  /** It was deactivated, or its hot mini-protocols ended. */
  record HotToWarm(ConnectionId connectionId) implements OfConnection {
    @Override
    public PeerStatus from() {
      return PeerStatus.HOT;
    }

    @Override
    public PeerStatus to() {
      return PeerStatus.WARM;
    }
  }

  /** It is being closed. */
  record WarmToCooling(ConnectionId connectionId) implements OfConnection {
    @Override
    public PeerStatus from() {
      return PeerStatus.WARM;
    }

    @Override
    public PeerStatus to() {
      return PeerStatus.COOLING;
    }
  }

  /** It is being closed from hot, after an error. */
  record HotToCooling(ConnectionId connectionId) implements OfConnection {
    @Override
    public PeerStatus from() {
      return PeerStatus.HOT;
    }

    @Override
    public PeerStatus to() {
      return PeerStatus.COOLING;
    }
  }

  /** Its connection is gone. */
  record CoolingToCold(ConnectionId connectionId) implements OfConnection {
    @Override
    public PeerStatus from() {
      return PeerStatus.COOLING;
    }

    @Override
    public PeerStatus to() {
      return PeerStatus.COLD;
    }
  }
}
