/** Where the time goes, and the memory: a flight recording, and what is most frequent in it. */
package io.tempera.benchmarks.profile;
