package io.tempera.protocol.host.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/** Which of several implementations of one number is the one. */
final class Choice {
  private Choice() {}

  /**
   * The one with the highest service ranking, then bundle version, then the lowest service id; but
   * where only the id would decide, the one that was chosen before stays.
   *
   * @param candidates of one number
   * @param incumbent the one that was chosen before; need not be a candidate any more
   * @return empty when there is no candidate
   */
  static <T> Optional<T> among(
      Collection<T> candidates, Function<T, Rank> rank, Optional<T> incumbent) {
    Optional<T> best = candidates.stream().max(Comparator.comparing(rank));
    return best.map(
        winner ->
            incumbent
                .filter(candidates::contains)
                .filter(before -> rank.apply(before).ties(rank.apply(winner)))
                .orElse(winner));
  }
}
