/** What goes over the wire in every benchmark: frames, and the two sides of the conversations. */
package io.tempera.benchmarks.wire;
