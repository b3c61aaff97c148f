package io.tempera.peer.book.internal;

import java.net.InetSocketAddress;

/**
 * A peer in the book.
 *
 * @param known whether the operator named it; otherwise it was learned
 * @param shared whether others are told of it
 */
record BookEntry(InetSocketAddress address, boolean known, boolean shared) {}
