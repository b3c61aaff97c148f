package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.PruneCandidate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/**
 * There are more inbound connections than may be: some have to go (ouroboros-network
 * ConnectionManager.Core, numberToPrune).
 *
 * @param candidates which may go: all that count as inbound, and the one that is about to
 * @param needed how many have to, at least 1
 */
record Pruning(List<PruneCandidate> candidates, int needed) {
  /** The least used first (ConnectionManager.Types, simplePrunePolicy and ConnectionType). */
  static final Comparator<PruneCandidate> SIMPLE =
      Comparator.comparingInt((PruneCandidate candidate) -> rank(candidate.state()))
          .thenComparing(PruneCandidate::connectionId);

  /** Keeps a copy that does not change. */
  Pruning {
    candidates = List.copyOf(candidates);
  }

  /**
   * Which go.
   *
   * @param order what a policy made of the candidates, or of those of a moment ago
   */
  List<ConnectionId> picked(List<ConnectionId> order) {
    SequencedSet<ConnectionId> simple = new LinkedHashSet<>();
    candidates.stream().sorted(SIMPLE).forEach(candidate -> simple.add(candidate.connectionId()));
    return Stream.concat(order.stream().filter(simple::contains), simple.stream())
        .distinct()
        .limit(needed)
        .toList();
  }

  private static int rank(ConnectionState state) {
    return switch (state) {
      case UNNEGOTIATED_IN -> 0;
      case INBOUND_IDLE_UNI, INBOUND_IDLE_DUP -> 1;
      case INBOUND_UNI, INBOUND_DUP -> 2;
      case DUPLEX -> 3;
      default -> throw new IllegalArgumentException(state + " does not count as inbound");
    };
  }
}
