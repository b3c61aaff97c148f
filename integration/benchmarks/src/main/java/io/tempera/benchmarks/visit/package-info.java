/** How fast connections come and go. */
package io.tempera.benchmarks.visit;
