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
   * One side, or the other, found nothing to agree on. Who proposed is told why; who answered is
   * not: a client that cannot live with the answer says no more, nor does either side of a
   * simultaneous open.
   *
   * @param byUs whether we refused
   */
  record Refused(boolean byUs, RefuseReason reason) implements HandshakeOutcome {}

  /**
   * The remote side broke a rule: no message in time, a longer one than may be, or none at all.
   * Nothing is said to it.
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
