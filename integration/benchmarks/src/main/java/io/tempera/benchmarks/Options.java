package io.tempera.benchmarks;

import io.tempera.benchmarks.wire.Frames;

/**
 * What a run is told, as {@code key=value} arguments. Many short rounds tell more than few long
 * ones: what disturbs the machine then spoils a few figures of every subject, not all of one.
 *
 * @param rounds counted rounds, {@code rounds}
 * @param warmUps rounds before them, {@code warmups}
 * @param pings round trips in each round, {@code pings}
 * @param bulkMiB mebibytes in each round, {@code bulk}
 */
record Options(int rounds, int warmUps, int pings, int bulkMiB) {
  private static final Options DEFAULT = new Options(100, 50, 1_000, 64);

  static Options of(String... arguments) {
    Options options = DEFAULT;
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      options = options.with(parts[0], parts.length == 2 ? Integer.parseInt(parts[1]) : 0);
    }
    return options;
  }

  private Options with(String key, int value) {
    return switch (key) {
      case "rounds" -> new Options(value, warmUps, pings, bulkMiB);
      case "warmups" -> new Options(rounds, value, pings, bulkMiB);
      case "pings" -> new Options(rounds, warmUps, value, bulkMiB);
      case "bulk" -> new Options(rounds, warmUps, pings, value);
      default ->
          throw new IllegalArgumentException(
              key + " is not known; there are rounds, warmups, pings and bulk (MiB)");
    };
  }

  int bulkMessages() {
    return Math.max(1, (int) ((long) bulkMiB * 1_048_576 / Frames.MESSAGE));
  }
}
