package io.tempera.handshake;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a node brings to a handshake.
 *
 * @param versions the node-to-node versions that it speaks, at least one
 * @param data what it says about itself, the same with each version
 * @param ownNumbers the numbers of its own mini-protocols, which no Cardano version knows. With at
 *     least one the proposal carries an entry of its own, key 0x5445, which other implementations
 *     skip; with none the wire is the reference's, byte for byte
 */
public record Offer(SortedSet<Integer> versions, VersionData data, SortedSet<Integer> ownNumbers) {
  /** Keeps copies that do not change, and checks that there is a version. */
  public Offer {
    versions = Collections.unmodifiableSortedSet(new TreeSet<>(versions));
    ownNumbers = Collections.unmodifiableSortedSet(new TreeSet<>(ownNumbers));
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("A handshake needs at least one version to offer");
    }
  }
}
