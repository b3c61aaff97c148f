/** Tempera's multiplexer over its bearer: what a half gets that reads and writes bytes. */
package io.tempera.benchmarks.mux;
