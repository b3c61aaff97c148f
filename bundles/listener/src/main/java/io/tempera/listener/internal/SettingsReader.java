package io.tempera.listener.internal;

import io.tempera.bearer.Endpoint;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Reads the settings as the operator writes them. */
final class SettingsReader {
  private static final int MOST_ADDRESSES = 1_000_000;
  private static final int MOST_PER_SECOND = 1_000_000;
  private static final int MOST_NAMED = 1_000;
  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(3_600);

  private SettingsReader() {}

  /**
   * The settings.
   *
   * @throws IllegalArgumentException with a sentence that names the key, or both keys
   */
  static Settings read(NodeConfig node, LimitConfig limit, AcceptConfig accept) {
    boolean closed = flag(node.initiator_only());
    Optional<Endpoint> listen =
        node.listen().isBlank() ? Optional.empty() : Optional.of(endpoint(node.listen().strip()));
    int hard = hardLimit(limit);
    int soft = number("inbound.soft.limit", accept.inbound_soft_limit(), 0, Integer.MAX_VALUE);
    int connections =
        number("address.connection.limit", accept.address_connection_limit(), 0, Integer.MAX_VALUE);
    noMoreThan(hard, "inbound.soft.limit", soft);
    noMoreThan(hard, "address.connection.limit", connections);
    return new Settings(
        closed ? Optional.empty() : listen,
        new AcceptLimits(hard, soft, seconds("accept.delay", accept.accept_delay())),
        new AddressLimits(
            connections,
            number(
                "address.attempts.per.second",
                accept.address_attempts_per_second(),
                0,
                MOST_PER_SECOND),
            number("address.attempt.burst", accept.address_attempt_burst(), 1, MOST_ADDRESSES),
            number("addresses.remembered", accept.addresses_remembered(), 1, MOST_ADDRESSES)),
        reporting(accept),
        pauses(accept));
  }

  /**
   * The one limit that the connection manager reads, too.
   *
   * @throws IllegalArgumentException with a sentence that names the key
   */
  static int hardLimit(LimitConfig limit) {
    return number("inbound.hard.limit", limit.inbound_hard_limit(), 1, Integer.MAX_VALUE);
  }

  private static Pauses pauses(AcceptConfig accept) {
    Duration first = seconds("accept.pause", accept.accept_pause());
    Duration longest = seconds("accept.pause.longest", accept.accept_pause_longest());
    if (first.isZero()) {
      throw refused("accept.pause", accept.accept_pause(), "give more than 0 seconds");
    }
    if (longest.compareTo(first) < 0) {
      throw refused(
          "accept.pause.longest",
          accept.accept_pause_longest(),
          "give no less than accept.pause, which is " + accept.accept_pause());
    }
    return new Pauses(first, longest);
  }

  private static Reporting reporting(AcceptConfig accept) {
    String key = "refusal.report.interval";
    Duration interval = seconds(key, accept.refusal_report_interval());
    if (interval.isZero()) {
      throw refused(key, accept.refusal_report_interval(), "give more than 0 seconds");
    }
    return new Reporting(
        interval,
        number("refusal.report.addresses", accept.refusal_report_addresses(), 1, MOST_NAMED));
  }

  private static void noMoreThan(int hard, String key, int value) {
    if (value > hard) {
      throw new IllegalArgumentException(
          "%s of %s is %d, and inbound.hard.limit of %s only %d: lower the first or raise the second"
              .formatted(key, AcceptConfig.PID, value, LimitConfig.PID, hard));
    }
  }

  private static Endpoint endpoint(String text) {
    try {
      return Endpoint.parse(text);
    } catch (IllegalArgumentException e) {
      // Without the cause, which does not name the key: operators are shown the innermost one.
      throw new IllegalArgumentException(
          "listen: "
              + e.getMessage()
              + " (port 0 takes a free one), or nothing to accept no connections");
    }
  }

  private static boolean flag(String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused("initiator.only", text, "give true or false");
    };
  }

  private static int number(String key, String text, int least, int most) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same sentence as for one that is too small or too large.
    }
    throw refused(key, text, "give a whole number from " + least + " to " + most);
  }

  private static Duration seconds(String key, String text) {
    try {
      BigDecimal seconds = new BigDecimal(text.strip());
      if (seconds.signum() >= 0 && seconds.compareTo(MOST_SECONDS) <= 0) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
      }
    } catch (NumberFormatException e) {
      // The same sentence as for one that is too small or too large.
    }
    throw refused(key, text, "give seconds from 0 to " + MOST_SECONDS + ", such as 5 or 0.5");
  }

  private static IllegalArgumentException refused(String key, String text, String advice) {
    return new IllegalArgumentException(key + " is '" + text + "': " + advice);
  }
}
