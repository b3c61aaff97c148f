package io.tempera.benchmarks.held;

/**
 * What was found when so many connections were there.
 *
 * @param connections how many, besides the one on which round trips are measured
 * @param nanos how long those who were not there at the stage before took to come
 * @param footprint of the server
 */
record Stage(int connections, long nanos, Footprint footprint) {}
