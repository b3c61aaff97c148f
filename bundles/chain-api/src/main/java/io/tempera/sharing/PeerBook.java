package io.tempera.sharing;

import io.tempera.bearer.ConnectionId;
import java.net.InetSocketAddress;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Knows peers: those that may be told to others, and those that were learned from them. */
@ConsumerType
public interface PeerBook {
  /**
   * Peers to tell to one that asks. Any thread; does not block.
   *
   * @param most how many at most, 0 to 255
   * @return resolved addresses with a port; may be fewer, or none
   */
  List<InetSocketAddress> share(int most, ConnectionId asker);

  /**
   * What this node wants to ask one peer.
   *
   * @param news run, on any thread, when {@link PeerQuestions#wanted} is above zero again after it
   *     was not; it does not block
   */
  PeerQuestions questions(ConnectionId peer, Runnable news);
}
