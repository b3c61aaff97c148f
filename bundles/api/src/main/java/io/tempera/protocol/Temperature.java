package io.tempera.protocol;

/** The group of mini-protocols that one belongs to, by when it runs. */
public enum Temperature {
  /** Runs as long as the peer is warm or hot. */
  ESTABLISHED,
  /** Runs as long as the peer is warm or hot, and is asked to be quiet while it is hot. */
  WARM,
  /** Runs while the peer is hot. */
  HOT
}
