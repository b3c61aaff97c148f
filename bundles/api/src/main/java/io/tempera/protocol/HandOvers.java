package io.tempera.protocol;

/**
 * What becomes of the running halves of one number when its implementation changes.
 *
 * @param number the mini-protocol
 * @param waiting how many halves were asked to leave their slot, and have not yet
 * @param parked how many slots wait for an implementation
 * @param totals what has become of the others since the node runs
 */
public record HandOvers(int number, int waiting, int parked, Totals totals) {
  /**
   * What has become of halves.
   *
   * @param handedOver how often another implementation carried on
   * @param restarted how often a half was started again, with no hand-over point in common
   * @param failed how often a connection was closed for it
   */
  public record Totals(long handedOver, long restarted, long failed) {
    /** Nothing yet. */
    public static final Totals NONE = new Totals(0, 0, 0);

    /** Both together. */
    public Totals plus(Totals other) {
      return new Totals(
          handedOver + other.handedOver, restarted + other.restarted, failed + other.failed);
    }

    /** What came after the other. */
    public Totals minus(Totals before) {
      return new Totals(
          handedOver - before.handedOver, restarted - before.restarted, failed - before.failed);
    }
  }
}
