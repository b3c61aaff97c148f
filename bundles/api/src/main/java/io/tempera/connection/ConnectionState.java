package io.tempera.connection;

/**
 * The states of a connection's entry (ouroboros-network ConnectionManager.Types, AbstractState).
 *
 * <pre>
 *  RESERVED_OUTBOUND                    nobody there yet
 *     | connected              accepted
 *  UNNEGOTIATED_OUT          UNNEGOTIATED_IN
 *     | negotiated              | negotiated
 *  OUTBOUND_UNI, OUTBOUND_DUP   INBOUND_IDLE -- remote starts --&gt; INBOUND
 *     |        \                 /                                /
 *     |         +--- DUPLEX, when both sides use it -------------+
 *  OUTBOUND_IDLE --&gt; TERMINATING --&gt; TERMINATED --&gt; UNKNOWN
 * </pre>
 *
 * <p>UNI and DUP say which data flow was agreed.
 */
public enum ConnectionState {
  /** There is no entry. */
  UNKNOWN,
  /** An outbound connection is being opened. */
  RESERVED_OUTBOUND,
  /** Accepted, in its handshake. */
  UNNEGOTIATED_IN,
  /** Dialled, in its handshake. */
  UNNEGOTIATED_OUT,
  /** Nobody uses it; the remote side has a while to begin. */
  INBOUND_IDLE_UNI,
  /** Nobody uses it; either side may begin. */
  INBOUND_IDLE_DUP,
  /** The remote side uses it. */
  INBOUND_UNI,
  /** The remote side uses it, and we may. */
  INBOUND_DUP,
  /** We use it. */
  OUTBOUND_UNI,
  /** We use it; the remote side's time to begin is running. */
  OUTBOUND_DUP_TICKING,
  /** We use it; the remote side has let its time pass, and may still begin. */
  OUTBOUND_DUP_EXPIRED,
  /** We are done with it; it is closed in a moment. */
  OUTBOUND_IDLE_UNI,
  /** We are done with it; it is closed in a moment, unless the remote side begins. */
  OUTBOUND_IDLE_DUP,
  /** Both sides use it. */
  DUPLEX,
  /** Closed; the entry keeps others from opening it again too early. */
  TERMINATING,
  /** Closed and about to be forgotten. */
  TERMINATED
}
