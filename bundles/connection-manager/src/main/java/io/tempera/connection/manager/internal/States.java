package io.tempera.connection.manager.internal;

import io.tempera.connection.ConnectionState;
import io.tempera.handshake.DataFlow;

/** What the states have in common. */
final class States {
  private States() {}

  /** Negotiated, and not closed. */
  static boolean isOpen(ConnectionState state) {
    return switch (state) {
      case INBOUND_IDLE_UNI,
          INBOUND_IDLE_DUP,
          INBOUND_UNI,
          INBOUND_DUP,
          OUTBOUND_UNI,
          OUTBOUND_DUP_TICKING,
          OUTBOUND_DUP_EXPIRED,
          OUTBOUND_IDLE_UNI,
          OUTBOUND_IDLE_DUP,
          DUPLEX ->
          true;
      case UNKNOWN, RESERVED_OUTBOUND, UNNEGOTIATED_IN, UNNEGOTIATED_OUT, TERMINATING, TERMINATED ->
          false;
    };
  }

  /** In its handshake. */
  static boolean isUnnegotiated(ConnectionState state) {
    return state == ConnectionState.UNNEGOTIATED_IN || state == ConnectionState.UNNEGOTIATED_OUT;
  }

  /** Used by us as initiator, or about to be, or not yet free of it. */
  static boolean hasOutboundSide(ConnectionState state) {
    return switch (state) {
      case RESERVED_OUTBOUND,
          UNNEGOTIATED_OUT,
          OUTBOUND_UNI,
          OUTBOUND_DUP_TICKING,
          OUTBOUND_DUP_EXPIRED,
          OUTBOUND_IDLE_UNI,
          OUTBOUND_IDLE_DUP,
          DUPLEX,
          TERMINATING ->
          true;
      case UNKNOWN,
          UNNEGOTIATED_IN,
          INBOUND_IDLE_UNI,
          INBOUND_IDLE_DUP,
          INBOUND_UNI,
          INBOUND_DUP,
          TERMINATED ->
          false;
    };
  }

  /**
   * Counts against the limit of inbound connections (ouroboros-network ConnectionManager.Types,
   * connectionStateToCounters).
   */
  static boolean isInbound(ConnectionState state) {
    return switch (state) {
      case UNNEGOTIATED_IN, INBOUND_IDLE_UNI, INBOUND_IDLE_DUP, INBOUND_UNI, INBOUND_DUP, DUPLEX ->
          true;
      case UNKNOWN,
          RESERVED_OUTBOUND,
          UNNEGOTIATED_OUT,
          OUTBOUND_UNI,
          OUTBOUND_DUP_TICKING,
          OUTBOUND_DUP_EXPIRED,
          OUTBOUND_IDLE_UNI,
          OUTBOUND_IDLE_DUP,
          TERMINATING,
          TERMINATED ->
          false;
    };
  }

  /** We have let go of it, and may still be awoken. */
  static boolean isOutboundIdle(ConnectionState state) {
    return state == ConnectionState.OUTBOUND_IDLE_UNI || state == ConnectionState.OUTBOUND_IDLE_DUP;
  }

  /** Open, and nobody uses it: we have let go of it, or never used it, and so has the remote. */
  static boolean isUnused(ConnectionState state) {
    return isOutboundIdle(state)
        || state == ConnectionState.INBOUND_IDLE_UNI
        || state == ConnectionState.INBOUND_IDLE_DUP;
  }

  /** Closed, or about to be forgotten. */
  static boolean isEnding(ConnectionState state) {
    return state == ConnectionState.TERMINATING || state == ConnectionState.TERMINATED;
  }

  /** Where a negotiated inbound connection begins. */
  static ConnectionState inboundIdle(DataFlow flow) {
    return flow == DataFlow.DUPLEX
        ? ConnectionState.INBOUND_IDLE_DUP
        : ConnectionState.INBOUND_IDLE_UNI;
  }

  /** Where a negotiated outbound connection begins. */
  static ConnectionState outbound(DataFlow flow) {
    return flow == DataFlow.DUPLEX
        ? ConnectionState.OUTBOUND_DUP_TICKING
        : ConnectionState.OUTBOUND_UNI;
  }
}
