package io.tempera.peer;

import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what a failure costs (ouroboros-network RethrowPolicy). Publish it as a service to add to
 * the default, under which every failure costs the peer alone. It must not block.
 *
 * <p>It is asked once for each failure: by the connection manager for a handshake that comes to
 * nothing, for a multiplexer that ends by an error, and so for each mini-protocol that fails, of
 * either side; by the peer state actions for a connection that cannot be had at all.
 */
@ConsumerType
public interface RethrowPolicy {
  /** What is given up. */
  enum Verdict {
    /** The connection on which it happened. */
    SHUTDOWN_PEER,
    /** The whole node. One such answer decides. */
    SHUTDOWN_NODE
  }

  /**
   * What this failure costs.
   *
   * @param opener who opened the connection, or was about to: OUTBOUND for a connection of ours
   *     (the reference's OutboundError), INBOUND for one of the remote side's (InboundError)
   */
  Verdict judge(Provenance opener, Failure failure);
}
