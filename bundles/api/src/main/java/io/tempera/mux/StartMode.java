package io.tempera.mux;

/** When a mini-protocol's half begins to run (network-mux Network.Mux.Types). */
public enum StartMode {
  /** At once. */
  EAGERLY,
  /** When bytes for it are there. */
  ON_DEMAND,
  /** When bytes are there for any half that waits with one of the two on-demand modes. */
  ON_DEMAND_ANY
}
