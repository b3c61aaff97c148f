/** Mini-protocols as an author writes them, over everything that a node has below them. */
package io.tempera.benchmarks.protocol;
