package io.tempera.simulation.relay;

import io.tempera.chain.memory.internal.MemorySettings;

/**
 * What each relay may hold, small enough to be reached. A relay's chain is set up by it, and what
 * it holds is measured by it.
 *
 * @param windowBlocks of the chain
 * @param windowBytes of them
 * @param candidateHeaders of a peer, more than the relay has blocks since the two parted
 * @param rangeBlocks in one range
 * @param peerBlocks on their way from one peer
 * @param fetchBlocks on their way from all
 * @param fetchBytes of them
 */
public record RelayLimits(
    int windowBlocks,
    long windowBytes,
    int candidateHeaders,
    int rangeBlocks,
    int peerBlocks,
    int fetchBlocks,
    long fetchBytes) {
  /**
   * A window in which the longest fork has room that a net makes while it is parted for minutes;
   * everything else is reached when a node catches up.
   */
  public static final RelayLimits SMALL = new RelayLimits(120, 265_000, 25, 8, 16, 24, 128L << 10);

  MemorySettings settings() {
    return MemorySettings.DEFAULT
        .withWindow(windowBlocks, windowBytes)
        .withCandidateHeaders(candidateHeaders)
        .withFetch(rangeBlocks, peerBlocks, fetchBlocks, fetchBytes);
  }
}
