package io.tempera.testkit;

/** What a test task does; it may block and throw anything. */
@FunctionalInterface
public interface Body {
  /** Does it. */
  void run() throws Exception;
}
