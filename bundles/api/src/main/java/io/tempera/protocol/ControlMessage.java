package io.tempera.protocol;

/**
 * What the peer state actions ask of the initiators of one temperature (ouroboros-network
 * ControlMessage). Responders always see {@link #CONTINUE}.
 */
public enum ControlMessage {
  /** Work as usual. */
  CONTINUE,
  /** Send nothing new until told otherwise. */
  QUIESCE,
  /** Finish in the protocol's own way, as soon as there is agency. */
  TERMINATE
}
