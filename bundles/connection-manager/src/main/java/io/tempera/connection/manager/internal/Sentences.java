package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionManagerException.Reason;
import io.tempera.connection.ConnectionState;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import java.net.SocketAddress;
import java.util.Optional;

/** What to say to callers and operators: what happened, to which connection, and what to do. */
final class Sentences {
  /** Why a connection was closed that we had released. */
  static final String WE_ARE_DONE = "we are done with it, and the remote side did not begin";

  /** Why a connection was closed that the remote side did not use. */
  static final String NOBODY_USES_IT = "the remote side does not use it, and neither do we";

  /** Why a connection was closed that the remote side closed while nobody used it. */
  static final String REMOTE_IS_DONE = "the remote side closed it, and nobody was using it";

  /** Why a connection was closed whose multiplexer ended in order, without our closing it. */
  static final String STOPPED = "it was stopped by a part of this node";

  /** Why a connection was closed whose addresses another one has now. */
  static final String REPLACED =
      "the remote side has opened another one between the same two addresses";

  /** Why everything is closed. */
  static final String SHUTDOWN = "the connection manager is going down";

  private Sentences() {}

  /** Why a connection was closed that the remote side closed while nothing ran on it. */
  static String remoteClosed(String where) {
    return "the remote side closed it " + where;
  }

  static Reply.Failed exists(SocketAddress remote, ConnectionState state) {
    return impossible(
        Reason.CONNECTION_EXISTS,
        "There is a connection to "
            + ConnectionId.text(remote)
            + " already ("
            + state
            + "): use that one, or release it first");
  }

  static Reply.Failed addressTaken(ConnectionId connectionId) {
    return impossible(
        Reason.CONNECTION_EXISTS,
        "The connection "
            + connectionId
            + " was given up: there is another one between the same two addresses. Try again, to"
            + " use that one");
  }

  static Reply.Failed notInThisDirection(SocketAddress remote) {
    return impossible(
        Reason.FORBIDDEN_CONNECTION,
        ConnectionId.text(remote)
            + " opened the connection to us as unidirectional: we cannot start mini-protocols on"
            + " it. Try again when it is closed");
  }

  static Reply.Failed closing(SocketAddress remote, ConnectionState state) {
    return impossible(
        Reason.FORBIDDEN_OPERATION,
        "The connection to "
            + ConnectionId.text(remote)
            + " is being closed ("
            + state
            + "): try again in a few seconds");
  }

  static Reply.Failed noInbound(SocketAddress remote) {
    return impossible(
        Reason.INBOUND_CONNECTION_NOT_FOUND,
        ConnectionId.text(remote)
            + " has opened no connection to us, and we may not open one to it: wait until it does");
  }

  /** The bearer's own sentence, which names the address. */
  static Reply.Failed dialFailed(Failure failure) {
    return new Reply.Failed(
        Reason.CONNECT_FAILED, failure.category(), failure.message(), failure.cause());
  }

  static Reply.Failed shuttingDown(SocketAddress remote) {
    return new Reply.Failed(
        Reason.SHUTTING_DOWN,
        FailureCategory.SHUTTING_DOWN,
        "No connection to " + ConnectionId.text(remote) + ": " + SHUTDOWN,
        Optional.empty());
  }

  /** For an accepted connection that comes too late, or is in its handshake then. */
  static Failure shutdown() {
    return Failure.of(FailureCategory.SHUTTING_DOWN, SHUTDOWN);
  }

  /** For those who wait for a connection whose opener was interrupted. */
  static Failure gaveUp() {
    return Failure.of(
        FailureCategory.SHUTTING_DOWN, "whoever opened or accepted it was interrupted");
  }

  static Failure replaced() {
    return Failure.of(FailureCategory.REMOTE_CLOSED, REPLACED);
  }

  private static Reply.Failed impossible(Reason reason, String sentence) {
    return new Reply.Failed(reason, FailureCategory.WRONG_STATE, sentence, Optional.empty());
  }
}
