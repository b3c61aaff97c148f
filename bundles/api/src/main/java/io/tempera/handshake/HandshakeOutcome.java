package io.tempera.handshake;

import io.tempera.failure.Failure;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a handshake ended. */
public sealed interface HandshakeOutcome {
  /** Both sides agree; the multiplexer may run. */
  record Accepted(Agreed agreed) implements HandshakeOutcome {}

  /**
   * One side, or the other, found nothing to agree on and said so as the protocol allows.
   *
   * @param byUs whether we refused
   */
  record Refused(boolean byUs, RefuseReason reason) implements HandshakeOutcome {}

  /**
   * The remote side broke a rule: no answer in time, too long, not a message, or a choice that was
   * not on offer. Nothing is said to it.
   */
  record Violated(Failure failure) implements HandshakeOutcome {}

  /**
   * The client only wanted to know the versions; the connection is over.
   *
   * @param versions the remote side's
   */
  record Queried(SortedMap<Integer, VersionData> versions) implements HandshakeOutcome {
    /** Keeps a copy that does not change. */
    public Queried {
      versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }
  }
}
