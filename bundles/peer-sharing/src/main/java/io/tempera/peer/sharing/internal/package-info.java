/** The peer-sharing mini-protocol: its messages, its table, its two conversations, its settings. */
package io.tempera.peer.sharing.internal;
