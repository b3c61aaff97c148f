package io.tempera.failure;

/** What kind of trouble it was: tells the caller what to do about it. */
public enum FailureCategory {
  /** The remote side broke a rule of the wire or of a protocol; only its connection is lost. */
  REMOTE_MISBEHAVED,
  /** The remote side, or the network, ended the connection. Trying again later may help. */
  REMOTE_CLOSED,
  /**
   * The two sides agree on nothing: other versions, another network. Trying again does not help.
   */
  NOT_ACCEPTABLE,
  /** Something took longer than it may. */
  TIMEOUT,
  /** A bound of this node was reached. */
  LIMIT,
  /** A mini-protocol's code threw: look at its bundle. */
  PROTOCOL_CODE,
  /** The caller asked for what is impossible in the present state. */
  WRONG_STATE,
  /** The node, or the part asked, is going down. */
  SHUTTING_DOWN,
  /** The settings do not allow it. */
  CONFIGURATION,
  /** A fault of Tempera itself: please report it. */
  INTERNAL
}
