/** The baseline: a plain Netty program that moves the same bytes in the same frames. */
package io.tempera.benchmarks.baseline;
