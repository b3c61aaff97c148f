package io.tempera.tracelog.internal;

import io.tempera.mux.WireTrace;
import io.tempera.trace.TraceListener;

/** Has what passes on the wire written. */
record WireListener(TraceLog log) implements TraceListener<WireTrace> {
  @Override
  public Class<WireTrace> type() {
    return WireTrace.class;
  }

  @Override
  public void happened(WireTrace trace) {
    log.happened(trace);
  }
}
