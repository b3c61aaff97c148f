package io.tempera.simulation;

import io.tempera.trace.Trace;

/**
 * Something that a node said, and when.
 *
 * @param nanos of the world's clock
 */
public record Said(long nanos, Trace trace) {
  /** A line to read, or to compare two courses by. */
  public String line() {
    return nanos + " " + trace.getClass().getSimpleName() + ": " + trace.text();
  }
}
