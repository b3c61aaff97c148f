/** A whole node in this JVM, in a Felix of its own. */
package io.tempera.nodekit;
