package io.tempera.bearer.internal;

import java.net.SocketAddress;

/**
 * Where a listener is.
 *
 * @param address with the port that the system chose, if it did
 * @param leave takes away what would show the way to it; to be run once, before its socket closes
 */
record Bound(SocketAddress address, Runnable leave) {
  /** Of one that leaves nothing behind. */
  static Bound to(SocketAddress address) {
    return new Bound(address, () -> {});
  }
}
