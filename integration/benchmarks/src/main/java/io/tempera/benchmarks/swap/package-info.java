/** Mini-protocols that are replaced while a thousand connections use them. */
package io.tempera.benchmarks.swap;
