package io.tempera.peer.sharing.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;

/**
 * What the operator decides.
 *
 * @param mostShared how many peers one answer tells at the most, 0 to {@value #LARGEST}
 */
record PeerSharingSettings(int mostShared) {
  /** Unless told otherwise (ouroboros-network PeerSharing, ps_POLICY_PEER_SHARE_MAX_PEERS). */
  static final int MOST_SHARED = 10;

  /**
   * So many always fit into one answer, which is limited to {@link PeerSharingTable#SIZE_LIMIT}
   * bytes: an IPv6 address takes 25, and what is around them 4.
   */
  static final int LARGEST = 230;

  PeerSharingSettings {
    if (mostShared < 0 || mostShared > LARGEST) {
      throw new TemperaException(
          FailureCategory.CONFIGURATION,
          "io.tempera.peer.sharing: most.shared is 0 to "
              + LARGEST
              + ", as more do not fit into an answer; it says "
              + mostShared);
    }
  }
}
