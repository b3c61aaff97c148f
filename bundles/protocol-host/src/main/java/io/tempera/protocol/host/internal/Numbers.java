package io.tempera.protocol.host.internal;

import io.tempera.handshake.Agreed;

/** Which mini-protocol numbers may run on a connection (cardano-diffusion NodeToNode). */
final class Numbers {
  private static final int CHAIN_SYNC = 2;
  private static final int BLOCK_FETCH = 3;
  private static final int TX_SUBMISSION = 4;
  private static final int KEEP_ALIVE = 8;
  private static final int PEER_SHARING = 10;
  private static final int PERAS_CERTIFICATE = 16;
  private static final int PERAS_VOTE = 17;

  private Numbers() {}

  /**
   * Whether both sides know a number: Cardano's, some of them only where that was agreed, and those
   * of our own that both sides named.
   */
  static boolean mayRun(int number, Agreed agreed) {
    return switch (number) {
      case CHAIN_SYNC, BLOCK_FETCH, TX_SUBMISSION, KEEP_ALIVE -> true;
      case PEER_SHARING -> agreed.data().peerSharing();
      case PERAS_CERTIFICATE, PERAS_VOTE -> agreed.data().perasSupport();
      default -> number >= Declaration.LOWEST_NUMBER && agreed.ownNumbers().contains(number);
    };
  }
}
