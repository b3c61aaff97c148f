package io.tempera.tracelog.internal;

import io.tempera.trace.Level;
import io.tempera.trace.Trace;

/** A trace of somebody who has no sealed type. */
record Happening(Level level, String text) implements Trace {}
