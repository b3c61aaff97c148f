/** Measures Tempera beside plain Netty, in rounds of one run, and prints the medians. */
package io.tempera.benchmarks;
