/** What the subjects have in common whose conversations run as halves, on threads of their own. */
package io.tempera.benchmarks.half;
