package io.tempera.connection.manager.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.MuxEnd;

/** What can happen to one entry. */
sealed interface Event {
  // What callers ask.

  /** A connection to use as initiator. */
  record Acquire(Caller caller, DiffusionMode mode, Provenance provenance) implements Event {}

  /** An accepted connection is to be negotiated; only for an entry that is not there yet. */
  record Include(Caller caller, Bearer bearer) implements Event {}

  /** We no longer use it as initiator. */
  record Release(Caller caller) implements Event {}

  /** The inbound idle time is over. */
  record ReleaseInbound(Caller caller) implements Event {}

  /** The remote side began to use it. */
  record PromotedToWarmRemote(Caller caller) implements Event {}

  /** The remote side stopped using it. */
  record DemotedToColdRemote(Caller caller) implements Event {}

  /** Somebody wants to know when its outbound side is over. */
  record WatchDemotion(Caller caller) implements Event {}

  /** Somebody no longer waits. */
  record GaveUp(Caller caller) implements Event {}

  // What becomes of the connection itself.

  /** It was dialled. */
  record Dialled(ConnectionId connectionId) implements Event {}

  /** It was dialled, but there is another one between the same two addresses. */
  record AddressTaken(ConnectionId connectionId) implements Event {}

  /** It could not be dialled. */
  record DialFailed(Failure failure) implements Event {}

  /** Both sides agree, and the multiplexer runs. */
  record Negotiated(ConnectionHandle handle) implements Event {}

  /** The handshake ended without an agreement, in a way that the protocol foresees. */
  record HandshakeRefused(DisconnectReason reason) implements Event {}

  /** The handshake was a query, or broke a rule, or broke off. */
  record HandshakeBroken(DisconnectReason reason) implements Event {}

  /** The multiplexer has ended, and the socket is closed. */
  record MuxEnded(MuxEnd end) implements Event {}

  /** A timer has run down. */
  record TimeUp(int round) implements Event {}

  /** A connection between the same two addresses was accepted: this one must be dead. */
  record Replaced() implements Event {}

  /**
   * It has to make room for another inbound connection.
   *
   * @param hardLimit how many there may be
   */
  record Pruned(int hardLimit) implements Event {}

  /** The connection manager is going down. */
  record Shutdown() implements Event {}
}
