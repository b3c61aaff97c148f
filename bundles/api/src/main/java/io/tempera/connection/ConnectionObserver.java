package io.tempera.connection;

import org.osgi.annotation.versioning.ProviderType;

/** Starts responders: is told of every connection on which the remote side may begin. */
@ProviderType
@FunctionalInterface
public interface ConnectionObserver {
  /**
   * A connection was negotiated, by an inbound handshake or as a duplex outbound one. Must not
   * block.
   */
  void negotiated(ConnectionHandle handle);
}
