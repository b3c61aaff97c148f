package io.tempera.inbound.governor.internal;

/** How long a connection has been there, of those that both sides may use. */
enum Maturity {
  /** It is not followed, or not duplex: it never matures. */
  NONE,
  /** It is duplex, and its time runs. */
  FRESH,
  /** It is duplex, and has been there for the time. */
  MATURE
}
