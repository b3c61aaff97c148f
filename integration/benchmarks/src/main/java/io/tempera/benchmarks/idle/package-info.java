/** What connections cost on which nothing happens. */
package io.tempera.benchmarks.idle;
