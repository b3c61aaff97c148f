/** Peers that are taken from cold to hot and back, against a second process. */
package io.tempera.benchmarks.cycle;
