package io.tempera.benchmarks.held;

import io.tempera.benchmarks.idle.Memory;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What a process holds, in bytes, or a share of it.
 *
 * @param heap of live objects
 * @param direct of direct buffers
 * @param outside of what the JVM has in use outside of the heap, direct buffers included, but for
 *     its compilers and their code
 */
record Footprint(double heap, double direct, double outside) {
  /** With it {@link #settled} knows what is outside of the heap. */
  static final String OPTION = "-XX:NativeMemoryTracking=summary";

  /** A part of what is tracked: its name, and how much of it is in use. */
  private static final Pattern PART =
      Pattern.compile("-\\s+(\\S.*) \\(reserved=\\d+, committed=(\\d+)\\)");

  /** Besides the heap, what compiling takes: it comes and goes whatever connections do. */
  private static final Set<String> LEFT_OUT =
      Set.of("Java Heap", "Compiler", "Code", "Arena Chunk", "Native Memory Tracking");

  private static final int KIBIBYTE = 1_024;

  /** This process's, once what lives hardly changes any more. It runs with {@link #OPTION}. */
  static Footprint settled() throws JMException {
    Memory memory = Memory.settled();
    String tracked =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "vmNativeMemory",
                    new Object[] {new String[] {"summary", "scale=B"}},
                    new String[] {String[].class.getName()});
    return new Footprint(memory.heap(), memory.direct(), sum(tracked));
  }

  private static double sum(String tracked) {
    List<MatchResult> parts = PART.matcher(tracked).results().toList();
    if (parts.isEmpty()) {
      throw new IllegalStateException("The JVM does not track native memory: " + tracked);
    }
    return parts.stream()
        .filter(part -> !LEFT_OUT.contains(part.group(1)))
        .mapToDouble(part -> Double.parseDouble(part.group(2)))
        .sum();
  }

  /** As one line, for {@link #parse}. */
  String line() {
    return heap + " " + direct + " " + outside;
  }

  /** From {@link #line}. */
  static Footprint parse(String line) {
    double[] bytes = Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Footprint(bytes[0], bytes[1], bytes[2]);
  }

  /** The share of each of those who came since. */
  Footprint perConnection(Footprint before, int connections) {
    return new Footprint(
        (heap - before.heap) / connections,
        (direct - before.direct) / connections,
        (outside - before.outside) / connections);
  }

  /** Heap and all the rest. */
  double together() {
    return heap + outside;
  }

  /** Bytes as KiB, for a table. */
  static String kibibytes(double bytes) {
    return String.format(Locale.ROOT, "%.2f", bytes / KIBIBYTE);
  }
}
