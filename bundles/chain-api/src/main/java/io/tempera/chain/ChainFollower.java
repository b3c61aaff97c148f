package io.tempera.chain;

import io.tempera.bearer.ConnectionId;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What this node makes of the chains of its peers. Chain-sync feeds it with headers, block-fetch
 * asks it which blocks to fetch. Any thread.
 */
@ConsumerType
public interface ChainFollower {
  /**
   * Begins to follow the headers of a peer. If it is followed already on this connection, that
   * ends.
   *
   * @param news run, on any thread, when {@link HeaderFollower#room} is above zero again after it
   *     was not; it does not block
   */
  HeaderFollower headers(ConnectionId peer, Runnable news);

  /**
   * Goes on with what was left by {@link HeaderFollower#suspend} on this connection.
   *
   * @param news as above
   * @return empty when nothing is left: then the peer is to be followed from the beginning
   */
  Optional<HeaderFollower> resume(ConnectionId peer, Runnable news);

  /**
   * Begins to fetch blocks from a peer.
   *
   * @param news run, on any thread, when {@link BlockFollower#next} may have something again after
   *     it had nothing; it does not block
   */
  BlockFollower blocks(ConnectionId peer, Runnable news);
}
