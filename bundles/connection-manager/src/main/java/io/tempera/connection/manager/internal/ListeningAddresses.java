package io.tempera.connection.manager.internal;

import io.tempera.connection.ListeningAddress;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where this node accepts connections at the moment: as many addresses as it has listeners. */
final class ListeningAddresses {
  private final List<ListeningAddress> addresses = new CopyOnWriteArrayList<>();

  @Inject
  ListeningAddresses() {}

  void add(ListeningAddress address) {
    addresses.add(address);
  }

  void remove(ListeningAddress address) {
    addresses.remove(address);
  }

  /**
   * Where a connection to a remote address begins: at a listening address of the same family. None
   * leaves the choice to the system.
   */
  Optional<SocketAddress> localFor(SocketAddress remote) {
    for (ListeningAddress address : addresses) {
      SocketAddress local = address.address();
      if (isSameFamily(local, remote)) {
        return Optional.of(local);
      }
    }
    return Optional.empty();
  }

  /** A Unix domain socket is dialled from nowhere. */
  private static boolean isSameFamily(SocketAddress local, SocketAddress remote) {
    return local instanceof InetSocketAddress one
        && remote instanceof InetSocketAddress other
        && !other.isUnresolved()
        && one.getAddress().getClass() == other.getAddress().getClass();
  }
}
