package io.tempera.peer.sharing.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.protocol.HalfContext;

/**
 * More peers were told than were asked for (ouroboros-network PeerSharing.Client,
 * PeerSharingProtocolViolation).
 */
final class TooManyPeers extends TemperaException {
  private static final long serialVersionUID = 1L;

  TooManyPeers(HalfContext context, int asked, int told) {
    super(
        FailureCategory.REMOTE_MISBEHAVED,
        context.connectionId()
            + " mini-protocol "
            + context.key()
            + " peer-sharing: the peer was asked for "
            + asked
            + " peers and told "
            + told
            + "; none of them is believed");
  }
}
