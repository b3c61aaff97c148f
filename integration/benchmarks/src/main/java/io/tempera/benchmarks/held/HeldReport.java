package io.tempera.benchmarks.held;

import com.sun.management.UnixOperatingSystemMXBean;
import io.tempera.benchmarks.idle.Talk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;

/** One server that holds many connections: plain Netty and a node, step by step in turn. */
public final class HeldReport {
  /** At so many shares of all is counted: the same for each connection means linear growth. */
  private static final int QUARTERS = 4;

  /** Round trips are taken in so many turns: what disturbs the machine then meets both. */
  private static final int TURNS = 10;

  /** Open files of a process besides its connections: classes, event loops, pipes. */
  private static final int OTHER_FILES = 200;

  private HeldReport() {}

  /**
   * Starts a server and clients for each.
   *
   * @param connections to each, at least 4
   * @param rounds how many round trips are measured alone, and how many among all; at least 10
   * @return tables
   * @throws IOException also when a connection was lost
   */
  public static List<String> of(int connections, int rounds)
      throws IOException, InterruptedException {
    check(connections, mostOpenFiles());
    try (Holding plain = Holding.open("plain Netty", Talk.PLAIN, connections);
        Holding node = Holding.open("a Tempera node", Talk.NODE, connections)) {
      List<Holding> both = List.of(plain, node);
      measure(both, connections, rounds);
      return List.of(HeldTables.memory(both), HeldTables.rates(both), HeldTables.trips(both));
    }
  }

  private static void measure(List<Holding> both, int connections, int rounds) throws IOException {
    for (Holding holding : both) {
      holding.warmUp(rounds);
    }
    for (int turn = 0; turn < TURNS; turn++) {
      for (Holding holding : both) {
        holding.measureAlone(rounds / TURNS);
      }
    }
    for (int count : List.of(connections / QUARTERS, connections / 2, connections)) {
      for (Holding holding : both) {
        holding.climb(count);
        holding.speakOnAll();
      }
    }
    for (int turn = 0; turn < TURNS; turn++) {
      for (Holding holding : both) {
        holding.measureAmong(rounds / TURNS);
      }
    }
    for (Holding holding : both) {
      holding.speakOnAll();
    }
  }

  private static long mostOpenFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /** Refuses what cannot be held, before anything is started. */
  static void check(int connections, long openFiles) {
    if (connections < QUARTERS) {
      throw new IllegalArgumentException(
          "It takes " + QUARTERS + " connections or more, not " + connections);
    }
    if (openFiles - OTHER_FILES < connections) {
      throw new IllegalArgumentException(
          "A process that holds "
              + connections
              + " connections needs "
              + OTHER_FILES
              + " more open files than those, and here it may have "
              + openFiles
              + ": raise the limit (ulimit -n), or ask for fewer (held=…)");
    }
  }
}
