package io.tempera.simulation;

import io.tempera.simulation.relay.Topology;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the command is told.
 *
 * @param scripts how many; 1 unless told
 * @param seed of the first; the next ones follow
 * @param keep only these steps; empty for all
 * @param kind of scripts
 * @param topology of relays; empty for one after the other
 * @param course prints all that the nodes say, and checks nothing
 */
record Options(
    long scripts,
    long seed,
    Optional<List<Integer>> keep,
    Kind kind,
    Optional<Topology> topology,
    boolean course) {
  private static final String KNOWN =
      "; there are scripts=10000, seed=1, keep=3,7,12 (steps of one seed, but not of relays),"
          + " peers or swaps or relays or relays=ring (or line, or random),"
          + " and course"
          + " (with one seed)";

  /** What scripts are about. */
  enum Kind {
    /** Anything. */
    ANY,
    /** Peer state actions. */
    PEERS,
    /** Mini-protocols that are swapped. */
    SWAPS,
    /** Relays of a chain. */
    RELAYS
  }

  /**
   * Reads them; an option that is given twice has its last value.
   *
   * @throws IllegalArgumentException with a sentence when one makes no sense
   */
  static Options of(String[] arguments) {
    Options options = new Options(1, 1, Optional.empty(), Kind.ANY, Optional.empty(), false);
    for (String argument : arguments) {
      options = options.with(argument);
    }
    if (options.scripts() > 1 && (options.course() || options.keep().isPresent())) {
      throw new IllegalArgumentException("keep and course are for one script" + KNOWN);
    }
    if (options.kind() == Kind.RELAYS && options.keep().isPresent()) {
      throw new IllegalArgumentException("scripts of relays are kept whole" + KNOWN);
    }
    return options;
  }

  private Options with(String argument) {
    String value = argument.substring(argument.indexOf('=') + 1);
    try {
      return switch (argument.split("=", 2)[0]) {
        case "scripts" -> new Options(positive(value), seed, keep, kind, topology, course);
        case "seed" -> new Options(scripts, Long.parseLong(value), keep, kind, topology, course);
        case "keep" ->
            new Options(scripts, seed, Optional.of(places(value)), kind, topology, course);
        case "peers" -> of(Kind.PEERS);
        case "swaps" -> of(Kind.SWAPS);
        case "relays" ->
            argument.contains("=") ? of(Kind.RELAYS).with(topology(value)) : of(Kind.RELAYS);
        case "course" -> new Options(scripts, seed, keep, kind, topology, true);
        default -> throw new IllegalArgumentException("'" + argument + "' is not known" + KNOWN);
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + argument + "' has no whole number" + KNOWN, e);
    }
  }

  private Options of(Kind other) {
    if (kind != Kind.ANY && kind != other) {
      throw new IllegalArgumentException("peers or swaps or relays, but not two" + KNOWN);
    }
    return new Options(scripts, seed, keep, other, topology, course);
  }

  private Options with(Topology other) {
    return new Options(scripts, seed, keep, kind, Optional.of(other), course);
  }

  private static Topology topology(String name) {
    return Stream.of(Topology.values())
        .filter(t -> t.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no relays are linked as '" + name + "'" + KNOWN));
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
