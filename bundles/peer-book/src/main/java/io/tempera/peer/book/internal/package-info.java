/** Which peers are known, in a file that survives. */
package io.tempera.peer.book.internal;
