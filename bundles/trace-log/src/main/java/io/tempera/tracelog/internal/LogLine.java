package io.tempera.tracelog.internal;

import io.tempera.trace.Level;
import java.time.Instant;

/**
 * A trace as plain values, on its way to where it is written. It keeps nothing of the trace itself,
 * whose class may be of a bundle that goes.
 *
 * @param when the time of day at which it happened
 * @param level how much it matters
 * @param logger the logger's name
 * @param text one line
 * @param toLog whether it goes to the log
 * @param toConsole whether it goes to the console
 */
record LogLine(
    Instant when, Level level, String logger, String text, boolean toLog, boolean toConsole) {}
