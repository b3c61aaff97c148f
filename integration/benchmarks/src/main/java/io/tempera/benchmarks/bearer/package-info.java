/** Tempera's bearer alone: what everything above it starts from. */
package io.tempera.benchmarks.bearer;
