package io.tempera.trace;

/** How much an event matters to an operator. */
public enum Level {
  /** Every step; useful while looking for a fault. */
  DEBUG,
  /** The normal course: connections, promotions, demotions. */
  INFO,
  /** Something ended that should have gone on; the node goes on. */
  WARN,
  /** The node, or a part of it, cannot do its work. */
  ERROR
}
