package io.tempera.handshake;

import io.tempera.mux.MuxException;
import io.tempera.mux.SduChannel;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Negotiates a version and its data over a channel on which nothing was said yet. Both methods
 * block the calling task, at most for the time limit of the one message that each waits for: 10 s
 * unless it is set otherwise (ouroboros-network Protocol.Handshake.Codec). They never close the
 * connection: that is the caller's part, after every outcome but an agreement.
 */
@ProviderType
public interface Handshake {
  /**
   * Proposes, and waits for the answer. A proposal as answer is a simultaneous open.
   *
   * @throws MuxException when the bearer ends first
   */
  HandshakeOutcome client(SduChannel channel, Offer offer) throws InterruptedException;

  /**
   * Waits for a proposal, and answers it.
   *
   * @throws MuxException when the bearer ends first
   */
  HandshakeOutcome server(SduChannel channel, Offer offer) throws InterruptedException;
}
