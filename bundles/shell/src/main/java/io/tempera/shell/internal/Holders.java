package io.tempera.shell.internal;

import io.tempera.connection.ConnectionState;

/** Why a connection is open, in words. */
final class Holders {
  private Holders() {}

  /** Who holds it. */
  static String of(ConnectionState state) {
    return switch (state) {
      case UNKNOWN -> "nobody: there is no such connection any more";
      case RESERVED_OUTBOUND -> "this node, which is opening it";
      case UNNEGOTIATED_OUT -> "this node, in its handshake";
      case UNNEGOTIATED_IN -> "the remote side, in its handshake";
      case INBOUND_IDLE_UNI -> "nobody; the remote side has a while to begin";
      case INBOUND_IDLE_DUP -> "nobody; either side has a while to begin";
      case INBOUND_UNI -> "the remote side, which uses it";
      case INBOUND_DUP -> "the remote side, which uses it; this node may";
      case OUTBOUND_UNI -> "this node, which uses it";
      case OUTBOUND_DUP_TICKING -> "this node, which uses it; the remote side has a while to begin";
      case OUTBOUND_DUP_EXPIRED -> "this node, which uses it; the remote side may still begin";
      case OUTBOUND_IDLE_UNI -> "nobody; it is closed in a moment";
      case OUTBOUND_IDLE_DUP -> "nobody; it is closed in a moment, unless the remote side begins";
      case DUPLEX -> "both sides, which use it";
      case TERMINATING ->
          "nobody: it is closed, and keeps its address from being dialled too early";
      case TERMINATED -> "nobody: it is closed and about to be forgotten";
    };
  }
}
