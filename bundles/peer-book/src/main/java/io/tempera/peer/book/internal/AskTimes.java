package io.tempera.peer.book.internal;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When each peer was asked last, so that one is not asked sooner because its connection, or the
 * implementation that asks, is another one. Bounded: at the bound the one goes that was asked the
 * longest ago. No I/O, no time, no threads.
 */
final class AskTimes {
  private final Map<SocketAddress, Long> asked = new LinkedHashMap<>();

  /** A peer has answered. */
  void asked(SocketAddress peer, long nanos, int most) {
    asked.remove(peer);
    asked.put(peer, nanos);
    Iterator<SocketAddress> oldest = asked.keySet().iterator();
    for (int tooMany = asked.size() - most; tooMany > 0; tooMany--) {
      oldest.next();
      oldest.remove();
    }
  }

  /** How long it is until a peer is asked again: zero when it may be now. */
  Duration left(SocketAddress peer, long nanos, Duration interval) {
    Long last = asked.get(peer);
    if (last == null) {
      return Duration.ZERO;
    }
    Duration left = interval.minusNanos(nanos - last);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
