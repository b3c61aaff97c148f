package io.tempera.connection;

/** Who opened a connection. */
public enum Provenance {
  /** The remote side. */
  INBOUND,
  /** This node. */
  OUTBOUND
}
