package io.tempera.benchmarks.cycle;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.UnixOperatingSystemMXBean;
import io.tempera.benchmarks.idle.Memory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What there is in a process with a node.
 *
 * @param counts how many there are of each {@link Kind}, in their order
 */
record Standing(List<Long> counts) {
  /** Longer than the end of the last connection takes, with every wait that a node has. */
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  private static final long KIBIBYTE = 1_024;

  /** What is counted, and by how much it may be more than before. */
  enum Kind {
    /** What the connection manager knows of. */
    CONNECTIONS(0),
    /** Those that are not cold. */
    PEERS(0),
    /** Sockets, files, pipes. */
    OPEN_FILES(0),
    /** Of the platform; the virtual machine's compilers are not among them. */
    THREADS(0),
    /** Tasks, among others. */
    VIRTUAL_THREADS(0),
    /** Of the node's runtime. */
    TIMERS(0),
    /** Live heap; 100 000 lost objects are more than that. */
    HEAP_KIB(1_024),
    /** Direct memory: one chunk of a pool of buffers. */
    DIRECT_KIB(4_096);

    private final long allowance;

    Kind(long allowance) {
      this.allowance = allowance;
    }

    /** By how much it may be more. */
    long allowance() {
      return allowance;
    }

    /** As tables name it. */
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("kib", "KiB");
    }
  }

  /** As it is, once nobody is connected any more. */
  static Standing of(CycleNode node) throws IOException {
    return awaited(node, new Standing(Arrays.stream(Kind.values()).map(k -> idle(k)).toList()));
  }

  /** Nobody is there; the rest is as it happens to be. */
  private static long idle(Kind kind) {
    return switch (kind) {
      case CONNECTIONS, PEERS, TIMERS -> 0;
      default -> Long.MAX_VALUE / 2;
    };
  }

  /** As it is when it is no more than it was; or at last, when it stays more. */
  static Standing again(CycleNode node, Standing before) throws IOException {
    return awaited(node, before);
  }

  private static Standing awaited(CycleNode node, Standing most) throws IOException {
    long began = System.nanoTime();
    Standing now = now(node);
    while (!now.isWithin(most) && System.nanoTime() - began < PATIENCE) {
      now = now(node);
    }
    return now;
  }

  private static Standing now(CycleNode node) throws IOException {
    Memory memory = Memory.settled();
    return new Standing(
        List.of(
            (long) node.connections().connections().size(),
            (long) node.peers().peers().size(),
            openFiles(),
            (long) ManagementFactory.getThreadMXBean().getThreadCount(),
            virtualThreads(),
            (long) node.pendingTimers(),
            memory.heap() / KIBIBYTE,
            memory.direct() / KIBIBYTE));
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getOpenFileDescriptorCount()
        : 0;
  }

  private static long virtualThreads() throws IOException {
    Path directory = Files.createTempDirectory("tempera-threads");
    Path file = directory.resolve("dump");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      try (Stream<String> lines = Files.lines(file)) {
        return lines.filter(l -> l.startsWith("#") && l.contains("\" virtual")).count();
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  long count(Kind kind) {
    return counts.get(kind.ordinal());
  }

  /** What there is too much of, in words; empty when it is all as it was. */
  List<String> leaks(Standing before) {
    return Arrays.stream(Kind.values())
        .filter(kind -> count(kind) > before.count(kind) + kind.allowance())
        .map(kind -> kind.text() + ": " + before.count(kind) + " before, " + count(kind) + " now")
        .toList();
  }

  private boolean isWithin(Standing before) {
    return leaks(before).isEmpty();
  }

  /** What another process said of itself. */
  static Standing parse(String line) {
    return new Standing(Arrays.stream(line.split(" ")).map(Long::valueOf).toList());
  }

  /** What {@link #parse} reads. */
  String line() {
    return counts.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
