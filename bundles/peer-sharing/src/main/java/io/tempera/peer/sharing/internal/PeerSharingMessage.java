package io.tempera.peer.sharing.internal;

import java.net.InetSocketAddress;
import java.util.List;

/** What peer-sharing says (ouroboros-network PR/PeerSharing/Type). */
sealed interface PeerSharingMessage {
  /**
   * Asks for peers.
   *
   * @param amount how many at the most, 0 to {@value #MOST}
   */
  record ShareRequest(int amount) implements PeerSharingMessage {
    /** What a byte says. */
    static final int MOST = 255;

    /** Checks the range. */
    public ShareRequest {
      if (amount < 0 || amount > MOST) {
        throw new IllegalArgumentException(
            "between 0 and " + MOST + " peers are asked for, not " + amount);
      }
    }
  }

  /**
   * The answer.
   *
   * @param peers resolved addresses, at most as many as were asked for
   */
  record SharePeers(List<InetSocketAddress> peers) implements PeerSharingMessage {
    /** Keeps a copy that does not change, and checks that nobody sends a name. */
    public SharePeers {
      peers = List.copyOf(peers);
      for (InetSocketAddress peer : peers) {
        if (peer.isUnresolved()) {
          throw new IllegalArgumentException(
              peer.getHostString() + " has no address: a peer book tells resolved addresses only");
        }
      }
    }
  }

  /** No more questions. */
  record Done() implements PeerSharingMessage {}
}
