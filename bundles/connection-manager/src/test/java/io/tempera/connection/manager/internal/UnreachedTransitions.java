package io.tempera.connection.manager.internal;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Why some of the permitted transitions never come up here. */
final class UnreachedTransitions {
  private static final String TWO_ON_ONE_PAIR =
      "a second connection between the same two addresses ends the entry of the first, and has one"
          + " of its own: two ends of one connection never share an entry";
  private static final String FRESH =
      "a variable that is made as TERMINATED, which only the reference's tracing sees: an entry"
          + " begins as UNKNOWN";
  private static final String BY_TERMINATED = "an entry is removed when it is TERMINATED";
  private static final String NOT_THERE = "there is no entry that could end";

  /** By name; every other removal but that of a terminated entry, too. */
  static final Set<String> NAMED =
      new TreeSet<>(
          Set.of(
              "TERMINATED -> RESERVED_OUTBOUND",
              "TERMINATED -> UNNEGOTIATED_IN",
              "UNKNOWN -> TERMINATED",
              "TERMINATING -> UNNEGOTIATED_IN",
              "RESERVED_OUTBOUND -> UNNEGOTIATED_IN",
              "UNNEGOTIATED_OUT -> UNNEGOTIATED_IN",
              "UNNEGOTIATED_IN -> UNNEGOTIATED_OUT",
              "UNNEGOTIATED_OUT -> INBOUND_IDLE_UNI",
              "UNNEGOTIATED_OUT -> INBOUND_IDLE_DUP",
              "UNNEGOTIATED_IN -> OUTBOUND_UNI",
              "UNNEGOTIATED_IN -> OUTBOUND_DUP_TICKING",
              "INBOUND_IDLE_UNI -> OUTBOUND_UNI",
              "OUTBOUND_IDLE_UNI -> INBOUND_IDLE_UNI",
              "OUTBOUND_IDLE_DUP -> INBOUND_IDLE_DUP"));

  private UnreachedTransitions() {}

  /** The reason, or nothing for what must be reached. */
  static Optional<String> reason(String transition) {
    if (transition.endsWith(" -> UNKNOWN") && !transition.startsWith("TERMINATED ")) {
      return Optional.of(BY_TERMINATED);
    }
    if (!NAMED.contains(transition)) {
      return Optional.empty();
    }
    if (transition.startsWith("UNKNOWN ")) {
      return Optional.of(NOT_THERE);
    }
    return Optional.of(transition.startsWith("TERMINATED ") ? FRESH : TWO_ON_ONE_PAIR);
  }
}
