package io.tempera.mux.internal;

/** The timers of the machine. */
enum MuxTimer {
  /** How long to go on after the remote side closed its direction. */
  EOF_GRACE,
  /** How long what is queued may take to go out when we stop. */
  STOP_DRAIN
}
