package io.tempera.protocol.host.internal;

import java.util.Comparator;

/**
 * How implementations of one number compare; the best is the greatest.
 *
 * @param ranking service ranking, the higher the better
 * @param version of the bundle, the higher the better
 * @param serviceId the lower the better: who was first
 */
record Rank(int ranking, BundleVersion version, long serviceId) implements Comparable<Rank> {
  private static final Comparator<Rank> ORDER =
      Comparator.comparingInt(Rank::ranking)
          .thenComparing(Rank::version)
          .thenComparing(Rank::serviceId, Comparator.reverseOrder());

  /** Whether only the service id makes a difference. */
  boolean ties(Rank other) {
    return ranking == other.ranking && version.equals(other.version);
  }

  @Override
  public int compareTo(Rank other) {
    return ORDER.compare(this, other);
  }
}
