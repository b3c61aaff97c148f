package io.tempera.simulation.relay;

/**
 * Two nodes that keep each other hot.
 *
 * @param one the lesser of the two
 * @param other the greater
 */
public record Link(int one, int other) {
  /** Puts them in order. */
  public Link {
    if (one >= other) {
      throw new IllegalArgumentException("a link goes from a node to a greater one");
    }
  }

  /** Whichever is named first. */
  static Link of(int one, int other) {
    return new Link(Math.min(one, other), Math.max(one, other));
  }
}
