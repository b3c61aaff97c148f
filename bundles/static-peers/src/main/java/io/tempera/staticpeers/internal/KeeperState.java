package io.tempera.staticpeers.internal;

/**
 * How the keeping of one peer stands.
 *
 * @param phase what it is at
 * @param failures how often in a row it became cold, or did not become warm
 */
record KeeperState(Phase phase, int failures) {
  /** After so many failures in a row the pause grows no more. */
  static final int MOST_DOUBLINGS = 5;

  /** What it is at. */
  enum Phase {
    /** The peer is cold, or nobody looked yet. */
    COLD,
    /** It was warm or hot when somebody looked, and is watched. */
    WATCHING,
    /** It is warm and may be activated. */
    READY
  }

  /** Nobody looked yet. */
  static final KeeperState START = new KeeperState(Phase.COLD, 0);

  KeeperState in(Phase p) {
    return new KeeperState(p, failures);
  }

  /** One failure more. The count stops where it makes no difference any more. */
  KeeperState failed() {
    return new KeeperState(Phase.COLD, Math.min(failures + 1, MOST_DOUBLINGS + 1));
  }

  KeeperState forgiven() {
    return new KeeperState(phase, 0);
  }
}
