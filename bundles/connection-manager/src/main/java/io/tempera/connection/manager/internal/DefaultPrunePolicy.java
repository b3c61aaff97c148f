package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.PruneCandidate;
import io.tempera.connection.PrunePolicy;
import io.tempera.runtime.Chance;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Spares connections that we use, and else leaves it to chance, so that nobody can see to it that
 * another one goes (ouroboros-network Diffusion.Policies, prunePolicy). A node that answers nobody
 * goes by the use alone.
 */
final class DefaultPrunePolicy implements PrunePolicy {
  private final Chance chance;
  private final BooleanSupplier initiatorOnly;

  DefaultPrunePolicy(Chance chance, BooleanSupplier initiatorOnly) {
    this.chance = chance;
    this.initiatorOnly = initiatorOnly;
  }

  @Override
  public List<ConnectionId> order(List<PruneCandidate> candidates, int needed) {
    Comparator<Drawn> order = Comparator.comparing(Drawn::candidate, Pruning.SIMPLE);
    if (!initiatorOnly.getAsBoolean()) {
      order =
          Comparator.comparing(Drawn::isUpstream)
              .thenComparingLong(Drawn::lot)
              .thenComparing(order);
    }
    return candidates.stream()
        .map(candidate -> new Drawn(candidate, chance.below(Long.MAX_VALUE)))
        .sorted(order)
        .map(drawn -> drawn.candidate().connectionId())
        .toList();
  }

  private record Drawn(PruneCandidate candidate, long lot) {
    /** Of what may count as inbound we use only this as initiator. */
    boolean isUpstream() {
      return candidate.state() == ConnectionState.DUPLEX;
    }
  }
}
