package io.tempera.tracelog.internal;

import io.tempera.trace.Trace;

/**
 * Under which name a trace is logged: {@code io.tempera.} and the simple name of its component's
 * trace type, so that {@code ConnectionTrace.Opened} goes to {@code io.tempera.ConnectionTrace}.
 */
final class LoggerName {
  private static final String PREFIX = "io.tempera.";

  private LoggerName() {}

  /** The logger of a kind of trace; one without a sealed type goes under its own name. */
  static String of(Class<? extends Trace> kind) {
    for (Class<?> type : kind.getInterfaces()) {
      if (type != Trace.class && Trace.class.isAssignableFrom(type)) {
        return PREFIX + type.getSimpleName();
      }
    }
    return PREFIX + kind.getSimpleName();
  }
}
