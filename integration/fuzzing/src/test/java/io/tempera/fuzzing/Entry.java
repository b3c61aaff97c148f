package io.tempera.fuzzing;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What Jazzer calls. It is told the name of a target, or nothing: then the first byte of each input
 * says which target it is for.
 *
 * <p>At the end it says how many inputs each target had, and how much memory and how many threads
 * there are beside the beginning: what leaks shows there.
 */
public final class Entry {
  /** What one input could leave behind is not seen; what thousands leave is. */
  private static final int WARM_UP = 20_000;

  private static final List<String> NAMES = List.copyOf(Targets.ALL.keySet());
  private static final long[] INPUTS = new long[NAMES.size()];

  private static int only = -1;
  private static long total;
  private static Usage before = new Usage(0, 0);

  private Entry() {}

  private record Usage(long heapBytes, int threads) {
    static Usage now() {
      Runtime runtime = Runtime.getRuntime();
      System.gc();
      return new Usage(
          runtime.totalMemory() - runtime.freeMemory(), Thread.getAllStackTraces().size());
    }
  }

  /** Before the first input. */
  public static void fuzzerInitialize(String[] arguments) {
    if (arguments.length > 0) {
      Targets.named(arguments[0]);
      only = NAMES.indexOf(arguments[0]);
    }
  }

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Bits bits = new Bits(input);
    int which = only >= 0 ? only : bits.below(NAMES.size());
    INPUTS[which]++;
    Targets.named(NAMES.get(which)).use(bits.rest());
    if (++total == WARM_UP) {
      before = Usage.now();
    }
  }

  /** After the last input. */
  public static void fuzzerTearDown() {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    for (int i = 0; i < INPUTS.length; i++) {
      if (INPUTS[i] > 0) {
        out.println("fuzzed " + NAMES.get(i) + " " + INPUTS[i]);
      }
    }
    if (total >= WARM_UP) {
      Usage after = Usage.now();
      out.println("heap " + before.heapBytes() + " " + after.heapBytes());
      out.println("threads " + before.threads() + " " + after.threads());
    }
  }
}
