package io.tempera.protocol.host.internal;

import io.tempera.mux.ProtocolKey;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The settings of the protocol host.
 *
 * @param handOverTimeout how long a bundle that is going waits for its halves, all together; more
 *     than zero
 * @param handOversAtOnce of how many connections halves are asked at once to hand over; at least 1
 * @param withdrawalGrace for how long what stopped at a hand-over point, and what arrives for it,
 *     is kept while nothing implements its number; zero or more
 * @param requiredProtocols numbers that must have been published before the node listens or dials
 */
public record HostSettings(
    Duration handOverTimeout,
    int handOversAtOnce,
    Duration withdrawalGrace,
    SortedSet<Integer> requiredProtocols) {
  /** {@code hand.over.timeout} when nothing else is configured, in seconds. */
  static final int HAND_OVER_TIMEOUT_SECONDS = 10;

  /** {@code hand.overs.at.once} when nothing else is configured. */
  static final int HAND_OVERS_AT_ONCE = 2;

  /** {@code withdrawal.grace} when nothing else is configured, in seconds. */
  static final int WITHDRAWAL_GRACE_SECONDS = 10;

  /** {@code required.protocols} when nothing else is configured: keep-alive. */
  static final int KEEP_ALIVE = 8;

  /** Checks that they make sense. */
  public HostSettings {
    requiredProtocols = Collections.unmodifiableSortedSet(new TreeSet<>(requiredProtocols));
    if (!handOverTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "hand.over.timeout must be at least 1 s, not " + handOverTimeout.toSeconds() + " s");
    }
    if (handOversAtOnce < 1) {
      throw new IllegalArgumentException(
          "hand.overs.at.once must be at least 1, not " + handOversAtOnce);
    }
    if (withdrawalGrace.isNegative()) {
      throw new IllegalArgumentException(
          "withdrawal.grace must be at least 0 s, not " + withdrawalGrace.toSeconds() + " s");
    }
    for (int number : requiredProtocols) {
      if (number < Declaration.LOWEST_NUMBER || number > ProtocolKey.MAX_NUMBER) {
        throw new IllegalArgumentException(
            "required.protocols has "
                + number
                + ", but a mini-protocol number is "
                + Declaration.LOWEST_NUMBER
                + " to "
                + ProtocolKey.MAX_NUMBER);
      }
    }
  }

  /** What holds when nothing is configured, but with no number required. */
  public static HostSettings defaults() {
    return new HostSettings(
        Duration.ofSeconds(HAND_OVER_TIMEOUT_SECONDS),
        HAND_OVERS_AT_ONCE,
        Duration.ofSeconds(WITHDRAWAL_GRACE_SECONDS),
        Collections.emptySortedSet());
  }

  /**
   * The numbers of {@code required.protocols}.
   *
   * @throws IllegalArgumentException when something else stands there, with a sentence
   */
  static SortedSet<Integer> numbers(String list) {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (String number : list.trim().split("[\\s,]+")) {
      try {
        if (!number.isEmpty()) {
          numbers.add(Integer.valueOf(number));
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "required.protocols has "
                + number
                + ", which is no number; write numbers separated by commas, such as 2,8");
      }
    }
    return numbers;
  }
}
