/** Writes what happens in the node to the log and, if wanted, to the console. */
package io.tempera.tracelog.internal;
