package io.tempera.protocol;

/**
 * What became of the running halves of one number when its implementation changed, since the node
 * runs.
 *
 * @param number the mini-protocol
 * @param waiting how many halves were asked to leave their slot now, and have not yet
 * @param parked how many slots wait for an implementation now
 * @param handedOver how often another implementation carried on
 * @param restarted how often a half was started again, with no hand-over point in common
 * @param failed how often a connection was closed for it
 */
public record HandOvers(
    int number, int waiting, int parked, long handedOver, long restarted, long failed) {}
