package io.tempera.peer.book.internal;

import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;

/**
 * Puts peers in an order that stays for a while, so that whoever asks again and again is told the
 * same ones, and not all of them one after another (ouroboros-network PeerSharing). For one thread
 * at a time.
 */
final class Salt {
  /** For how long (ouroboros-network PeerSharing, ps_POLICY_PEER_SHARE_STICKY_TIME). */
  static final Duration STICKY = Duration.ofSeconds(823);

  private static final long FNV_PRIME = 0x100000001b3L;

  private final Clock clock;
  private final Chance chance;
  private long salt;
  private long since;

  Salt(Clock clock, Chance chance) {
    this.clock = clock;
    this.chance = chance;
    draw();
  }

  /** The order that holds now. */
  Comparator<InetSocketAddress> order() {
    if (clock.nanos() - since >= STICKY.toNanos()) {
      draw();
    }
    long now = salt;
    return Comparator.comparingLong((InetSocketAddress peer) -> hash(now, peer));
  }

  private void draw() {
    salt = chance.below(Long.MAX_VALUE);
    since = clock.nanos();
  }

  /** FNV-1a over the salt, the address and the port, its bits mixed as SplitMix64 does. */
  private static long hash(long salt, InetSocketAddress peer) {
    long hash = salt;
    for (byte part : peer.getAddress().getAddress()) {
      hash = (hash ^ part & 0xff) * FNV_PRIME;
    }
    hash = (hash ^ peer.getPort()) * FNV_PRIME;
    hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
    return hash ^ hash >>> 31;
  }
}
