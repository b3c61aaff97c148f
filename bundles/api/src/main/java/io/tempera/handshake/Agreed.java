package io.tempera.handshake;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What two sides agreed on; fixed for the life of the connection.
 *
 * @param version the node-to-node version
 * @param data the agreed data: symmetric, both sides compute the same
 * @param ownNumbers the numbers beyond Cardano's that both sides run
 */
public record Agreed(int version, VersionData data, SortedSet<Integer> ownNumbers) {
  /** Keeps a copy that does not change. */
  public Agreed {
    // Nearly every connection has none, and keeps this.
    ownNumbers =
        ownNumbers.isEmpty()
            ? Collections.emptySortedSet()
            : Collections.unmodifiableSortedSet(new TreeSet<>(ownNumbers));
  }

  /** Duplex when neither side is initiator only. */
  public DataFlow dataFlow() {
    return data.diffusionMode() == DiffusionMode.INITIATOR_ONLY
        ? DataFlow.UNIDIRECTIONAL
        : DataFlow.DUPLEX;
  }
}
