package io.tempera.connection;

import io.tempera.failure.Failure;
import io.tempera.handshake.HandshakeOutcome;

/** Why a connection was lost before it could be used. */
public sealed interface DisconnectReason {
  /** One sentence. */
  String text();

  /** Our proposal came to nothing. */
  record HandshakeClient(HandshakeOutcome outcome, String text) implements DisconnectReason {}

  /** The remote side's proposal came to nothing. */
  record HandshakeServer(HandshakeOutcome outcome, String text) implements DisconnectReason {}

  /** The bearer broke, or something failed here. */
  record HandlerFailed(Failure failure) implements DisconnectReason {
    @Override
    public String text() {
      return failure.text();
    }
  }

  /** The entry was being closed already. */
  record Terminating(ConnectionState state) implements DisconnectReason {
    @Override
    public String text() {
      return "the connection is being closed (" + state + ")";
    }
  }

  /** There are as many inbound connections as there may be. */
  record InboundHardLimit(int limit) implements DisconnectReason {
    @Override
    public String text() {
      return "there are " + limit + " inbound connections already, the hard limit";
    }
  }

  /** It had to make room for another one. */
  record Pruned(int limit) implements DisconnectReason {
    @Override
    public String text() {
      return "it made room: there are more inbound connections than " + limit + ", the hard limit";
    }
  }

  /** One side only asked for versions. */
  record Query() implements DisconnectReason {
    @Override
    public String text() {
      return "the handshake was a query";
    }
  }
}
