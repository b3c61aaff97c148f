package io.tempera.connection;

/** What becomes of a connection that the remote side has not used for a while. */
public enum InboundVerdict {
  /** It is closed: forget it. */
  COMMIT,
  /** We use it: keep the responders ready. */
  KEEP
}
