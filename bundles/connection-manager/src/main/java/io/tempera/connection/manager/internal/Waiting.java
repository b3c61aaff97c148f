package io.tempera.connection.manager.internal;

/** A caller that an entry will answer later. */
record Waiting(Caller caller, Kind kind) {
  /** What it waits for. */
  enum Kind {
    /** The connection that was opened for it. */
    OPEN,
    /** The negotiation of the connection that it accepted. */
    INCLUDE,
    /** The negotiation of a connection that the remote side opened, to use it too. */
    JOIN,
    /** The end of the entry, to start over. */
    RETRY,
    /** The end of the outbound idle time. */
    RELEASE,
    /** The end of the outbound side. */
    DEMOTION
  }
}
