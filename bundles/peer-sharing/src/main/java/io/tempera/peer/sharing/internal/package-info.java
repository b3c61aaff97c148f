/** The peer-sharing mini-protocol: other peers to connect to. */
package io.tempera.peer.sharing.internal;
