package io.tempera.benchmarks.protocol;

/** What is said in round trips: 3 bytes each. */
sealed interface PingMessage {
  /**
   * Say this again.
   *
   * @param cookie 0 to 23, which makes 3 bytes with the framing
   */
  record Ping(int cookie) implements PingMessage {}

  /** The same cookie. */
  record Pong(int cookie) implements PingMessage {}

  /** No more. */
  record Done() implements PingMessage {}
}
