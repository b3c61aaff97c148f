package io.tempera.handshake.internal;

import io.tempera.handshake.Offer;

/** Version numbers on the wire (cardano-diffusion NodeToNode.Version). */
final class VersionNumbers {
  /** The oldest one that is spoken: 14, 15 and 16 there are. */
  static final int OLDEST = 14;

  /** The newest one that is spoken. */
  static final int NEWEST = 16;

  /** From this one on the data say whether Peras is supported. */
  static final int PERAS_SINCE = 16;

  /** The key of our own entry, above every one of Cardano's. */
  static final int OWN = 0x5445;

  private VersionNumbers() {}

  /** Whether it is one of Cardano's that is spoken. */
  static boolean isCardanos(long number) {
    return number >= OLDEST && number <= NEWEST;
  }

  /** Whether a node with this offer knows the number: our own only when it has own numbers. */
  static boolean isKnown(long number, Offer offer) {
    return isCardanos(number) || number == OWN && !offer.ownNumbers().isEmpty();
  }
}
