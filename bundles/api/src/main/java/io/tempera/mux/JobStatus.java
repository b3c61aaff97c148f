package io.tempera.mux;

/** What a registered half is doing (network-mux Network.Mux.Types). */
public enum JobStatus {
  /** Nobody runs it. */
  IDLE,
  /** It waits for bytes of its own. */
  START_ON_DEMAND,
  /** It waits for bytes for anyone who waits. */
  START_ON_DEMAND_ANY,
  /** It runs, or its last bytes have not left yet. */
  RUNNING
}
