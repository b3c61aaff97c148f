package io.tempera.peer.book.internal;

import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The peers that others told of, the one that nobody told of for the longest time first; bounded.
 * No I/O, no time, no threads.
 *
 * <p>A peer is met once this node has spoken with it at the address that others told: until then
 * nobody knows that there is one.
 */
final class LearnedPeers {
  private final Map<InetSocketAddress, Boolean> met = new LinkedHashMap<>();

  /** Others told of a peer. */
  void learn(InetSocketAddress peer) {
    Boolean before = met.remove(peer);
    met.put(peer, before != null && before);
  }

  /** This node speaks with a peer. What nobody told of is none of its business. */
  void meet(InetSocketAddress peer) {
    met.computeIfPresent(peer, (address, before) -> true);
  }

  /** Forgets the oldest of those that are too many. */
  void keep(int most) {
    Iterator<InetSocketAddress> oldest = met.keySet().iterator();
    for (int tooMany = met.size() - most; tooMany > 0; tooMany--) {
      oldest.next();
      oldest.remove();
    }
  }

  /** All of them, oldest first. */
  List<InetSocketAddress> all() {
    return List.copyOf(met.keySet());
  }

  /** Those that this node has met, oldest first. */
  List<InetSocketAddress> met() {
    return met.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }
}
