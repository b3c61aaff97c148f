package io.tempera.kit;

import io.tempera.runtime.Chance;
import java.time.Duration;
import java.util.Optional;

/**
 * What the side that waits in a state allows for the next message. Sending has no limits
 * (ouroboros-network Driver.Limits).
 *
 * @param bytes how large the message may be; exactly so many are fine
 * @param atLeast the time limit, counted from the moment the side begins to wait to the message's
 *     last byte; empty for none
 * @param atMost where it is larger than {@code atLeast}, each wait draws its limit between the two
 */
public record Limits(int bytes, Optional<Duration> atLeast, Optional<Duration> atMost) {
  /** Checks that the ranges make sense. */
  public Limits {
    boolean sensible =
        bytes > 0
            && atLeast.isPresent() == atMost.isPresent()
            && atLeast
                .map(d -> d.isPositive() && d.compareTo(atMost.orElseThrow()) <= 0)
                .orElse(true);
    if (!sensible) {
      throw new IllegalArgumentException(
          "Limits are at least one byte, and a time above zero up to one that is not smaller: "
              + bytes
              + " bytes, "
              + atLeast
              + " to "
              + atMost);
    }
  }

  /** A size limit, and as long as it takes. */
  public static Limits bytes(int bytes) {
    return new Limits(bytes, Optional.empty(), Optional.empty());
  }

  /** The same size limit with a time limit. */
  public Limits within(Duration time) {
    return new Limits(bytes, Optional.of(time), Optional.of(time));
  }

  /** The same size limit with a time limit that is drawn anew, evenly, for each wait. */
  public Limits withinBetween(Duration least, Duration most) {
    return new Limits(bytes, Optional.of(least), Optional.of(most));
  }

  /** The time limit of one wait. */
  public Optional<Duration> drawTime(Chance chance) {
    if (atLeast.equals(atMost)) {
      return atLeast;
    }
    Duration least = atLeast.orElseThrow();
    long spread = atMost.orElseThrow().minus(least).toNanos();
    return Optional.of(least.plusNanos(chance.below(spread + 1)));
  }
}
