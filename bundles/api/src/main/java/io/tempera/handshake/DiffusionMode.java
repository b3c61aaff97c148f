package io.tempera.handshake;

/** Whether a node, or one connection of it, runs only initiators or responders too. */
public enum DiffusionMode {
  /** It asks and never answers. */
  INITIATOR_ONLY,
  /** It asks and answers. */
  INITIATOR_AND_RESPONDER
}
