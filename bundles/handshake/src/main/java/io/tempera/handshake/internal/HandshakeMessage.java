package io.tempera.handshake.internal;

import io.tempera.handshake.RefuseReason;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is said in a handshake (ouroboros-network Protocol.Handshake.Type). */
sealed interface HandshakeMessage {
  /**
   * What one side speaks: a proposal, or in answer to one, in a simultaneous open, a reply.
   *
   * @param table the data of each version, of those that the reader knows
   */
  record Versions(SortedMap<Integer, Term> table) implements HandshakeMessage {
    /** Keeps a copy that does not change. */
    public Versions {
      table = Collections.unmodifiableSortedMap(new TreeMap<>(table));
    }
  }

  /** The version that was chosen, with the data that were agreed. */
  record Accept(int version, Term data) implements HandshakeMessage {}

  /** Nothing was agreed. */
  record Refuse(RefuseReason reason) implements HandshakeMessage {}

  /** The answer to a query: what the other side speaks. */
  record QueryReply(SortedMap<Integer, Term> table) implements HandshakeMessage {
    /** Keeps a copy that does not change. */
    public QueryReply {
      table = Collections.unmodifiableSortedMap(new TreeMap<>(table));
    }
  }
}
