package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.idle.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a process holds while it syncs, in bytes.
 *
 * @param heap of live objects, more than before it began
 * @param direct of direct buffers, more than before it began
 * @param resident the most that it ever had in memory, by the system's count; 0 where that cannot
 *     be had
 */
record Held(long heap, long direct, long resident) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String MOST = "VmHWM:";
  private static final int KIBIBYTE = 1_024;
  private static final double MEBIBYTE = 1_048_576;

  /** This process's, at this moment: what others do meanwhile waits for one collection. */
  static Held now(Memory before) throws IOException {
    Memory now = Memory.collected();
    return new Held(now.heap() - before.heap(), now.direct() - before.direct(), most());
  }

  private static long most() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(MOST))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
        .findFirst()
        .orElse(0);
  }

  /** Bytes as tables have them. */
  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / MEBIBYTE);
  }

  /** As one line, for {@link #parse}. */
  String line() {
    return heap + " " + direct + " " + resident;
  }

  /** From {@link #line}. */
  static Held parse(String line) {
    long[] bytes = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    return new Held(bytes[0], bytes[1], bytes[2]);
  }
}
