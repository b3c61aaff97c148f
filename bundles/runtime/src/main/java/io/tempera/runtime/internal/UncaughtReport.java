package io.tempera.runtime.internal;

/** Where a throwable goes that nobody up the stack can take. */
@FunctionalInterface
public interface UncaughtReport {
  /**
   * Says that something threw. Never throws, never blocks; keeps no reference to the throwable,
   * which would pin the class loader of the bundle that it came from.
   *
   * @param where what was running, for people
   */
  void uncaught(String where, Throwable thrown);
}
