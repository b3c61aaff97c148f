/** Many connections, held by one server: what they cost, how fast they come, whom they disturb. */
package io.tempera.benchmarks.held;
