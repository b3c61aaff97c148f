/**
 * The peer book: whom other peers may be told of, whom they told of, in a file that survives the
 * node's end, however it comes.
 */
package io.tempera.peer.book.internal;
