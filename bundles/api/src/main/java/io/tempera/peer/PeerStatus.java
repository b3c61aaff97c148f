package io.tempera.peer;

/** A peer's temperature, in rising order (ouroboros-network PeerSelection.Types). */
public enum PeerStatus {
  /** There is no connection; it may be established. */
  COLD,
  /** It counts as cold, but its connection is still going. */
  COOLING,
  /** Connected, with the established and the warm mini-protocols. */
  WARM,
  /** The hot ones run too. */
  HOT
}
