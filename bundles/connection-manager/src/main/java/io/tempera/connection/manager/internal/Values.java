package io.tempera.connection.manager.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads settings as an operator writes them; what cannot be is refused with a sentence. */
final class Values {
  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(31_536_000);

  private Values() {}

  /** Seconds, with a fraction if need be; zero to a year. */
  static Duration seconds(String key, String text) {
    BigDecimal seconds;
    try {
      seconds = new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw refused(key, text, "give seconds, such as 5 or 0.5");
    }
    if (seconds.signum() < 0 || seconds.compareTo(MOST_SECONDS) > 0) {
      throw refused(key, text, "give 0 to " + MOST_SECONDS + " seconds");
    }
    return Duration.ofNanos(seconds.movePointRight(9).longValue());
  }

  /** As {@link #seconds}, but not zero. */
  static Duration positiveSeconds(String key, String text) {
    Duration time = seconds(key, text);
    if (time.isZero()) {
      throw refused(key, text, "give more than 0 seconds");
    }
    return time;
  }

  /** A whole number within limits. */
  static long number(String key, String text, long least, long most) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same sentence as for one that is too small or too large.
    }
    throw refused(key, text, "give a whole number from " + least + " to " + most);
  }

  /** True or false. */
  static boolean flag(String key, String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(key, text, "give true or false");
    };
  }

  /**
   * Whole numbers and ranges of them, such as {@code 7001,7100-7110}; may be empty.
   *
   * @param count how many there may be
   */
  static SortedSet<Integer> numbers(String key, String text, int least, int most, int count) {
    SortedSet<Integer> numbers = new TreeSet<>();
    if (text.isBlank()) {
      return numbers;
    }
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split("-", 2);
      int from = one(key, text, ends[0], least, most);
      int to = one(key, text, ends[ends.length - 1], least, most);
      if (to < from) {
        throw refused(key, text, "the range " + part.strip() + " ends before it begins");
      }
      for (int n = from; n <= to; n++) {
        numbers.add(n);
        if (numbers.size() > count) {
          throw refused(key, text, "give at most " + count + " numbers");
        }
      }
    }
    return numbers;
  }

  private static int one(String key, String text, String part, int least, int most) {
    try {
      return (int) number(key, part, least, most);
    } catch (IllegalArgumentException e) {
      throw refused(
          key,
          text,
          "give numbers from "
              + least
              + " to "
              + most
              + ", separated by commas; a range is two of them with a - between");
    }
  }

  /** Says which setting it was, what it is and what it should be. */
  static IllegalArgumentException refused(String key, String text, String advice) {
    return new IllegalArgumentException(key + " is '" + text + "': " + advice);
  }
}
