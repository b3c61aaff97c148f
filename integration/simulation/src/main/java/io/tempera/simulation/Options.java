package io.tempera.simulation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the command is told.
 *
 * @param scripts how many; 1 unless told
 * @param seed of the first; the next ones follow
 * @param keep only these steps; empty for all
 * @param peers only scripts with peer state actions
 * @param swaps only scripts in which mini-protocols are swapped
 * @param course prints all that the nodes say, and checks nothing
 */
record Options(
    long scripts,
    long seed,
    Optional<List<Integer>> keep,
    boolean peers,
    boolean swaps,
    boolean course) {
  private static final String KNOWN =
      "; there are scripts=10000, seed=1, keep=3,7,12 (steps of one seed), peers or swaps,"
          + " and course"
          + " (with one seed)";

  /**
   * Reads them; an option that is given twice has its last value.
   *
   * @throws IllegalArgumentException with a sentence when one makes no sense
   */
  static Options of(String[] arguments) {
    Options options = new Options(1, 1, Optional.empty(), false, false, false);
    for (String argument : arguments) {
      options = options.with(argument);
    }
    if (options.scripts() > 1 && (options.course() || options.keep().isPresent())) {
      throw new IllegalArgumentException("keep and course are for one script" + KNOWN);
    }
    if (options.peers() && options.swaps()) {
      throw new IllegalArgumentException("peers or swaps, but not both" + KNOWN);
    }
    return options;
  }

  private Options with(String argument) {
    String value = argument.substring(argument.indexOf('=') + 1);
    try {
      return switch (argument.split("=", 2)[0]) {
        case "scripts" -> new Options(positive(value), seed, keep, peers, swaps, course);
        case "seed" -> new Options(scripts, Long.parseLong(value), keep, peers, swaps, course);
        case "keep" -> new Options(scripts, seed, Optional.of(places(value)), peers, swaps, course);
        case "peers" -> new Options(scripts, seed, keep, true, swaps, course);
        case "swaps" -> new Options(scripts, seed, keep, peers, true, course);
        case "course" -> new Options(scripts, seed, keep, peers, swaps, true);
        default -> throw new IllegalArgumentException("'" + argument + "' is not known" + KNOWN);
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + argument + "' has no whole number" + KNOWN, e);
    }
  }

  private static long positive(String value) {
    long number = Long.parseLong(value);
    if (number < 1) {
      throw new NumberFormatException(value);
    }
    return number;
  }

  private static List<Integer> places(String value) {
    return Stream.of(value.split(",")).filter(p -> !p.isEmpty()).map(Integer::valueOf).toList();
  }
}
