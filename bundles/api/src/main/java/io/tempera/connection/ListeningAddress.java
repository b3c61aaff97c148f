package io.tempera.connection;

import java.net.SocketAddress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where the node accepts connections: a service while, and only while, it does. Connections that it
 * opens begin there too, so that the remote side can recognise and use them in the other direction.
 */
@ProviderType
@FunctionalInterface
public interface ListeningAddress {
  /** The address, with the port that the system gave if none was chosen. */
  SocketAddress address();

  /** What came of those who knocked there. Does not block. */
  default AcceptCounters counters() {
    return AcceptCounters.NONE;
  }
}
