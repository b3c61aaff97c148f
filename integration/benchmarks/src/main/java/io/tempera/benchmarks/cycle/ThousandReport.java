package io.tempera.benchmarks.cycle;

import io.tempera.benchmarks.Lines;
import io.tempera.benchmarks.visit.VisitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Very many cycles of very many peers at once, after which both processes have what they had
 * before: it fails if not.
 */
public final class ThousandReport {
  /** So that what is made once, for each peer and for all, is there before it is counted. */
  private static final int WARM_UPS = 3;

  private static final int PATIENT_WARM_UPS = 1;

  private ThousandReport() {}

  /**
   * Starts a second process, lets the peers go through their cycles, and looks what is left.
   *
   * @param peers how many at once
   * @param cycles of each, with no idle timeout and no time-wait
   * @param patient of each, after that, with the default times, and one more before; 65 s each
   * @param out takes the tables
   * @throws IllegalStateException when something was left behind
   */
  public static void of(int peers, int cycles, int patient, Consumer<String> out) throws Exception {
    run(Waits.NONE, peers, WARM_UPS, cycles, out);
    if (patient > 0) {
      run(Waits.USUAL, peers, PATIENT_WARM_UPS, patient, out);
    }
  }

  private static void run(Waits waits, int peers, int warmUps, int cycles, Consumer<String> out)
      throws Exception {
    CycleTimes times = new CycleTimes();
    try (CycleServer.Remote server = CycleServer.Remote.start(peers, waits);
        CycleNode node = CycleNode.open(1, waits)) {
      Cycling cycling = new Cycling(node, server.doors(), times);
      VisitRate.of(cycling, peers, peers * warmUps);
      times.clear();
      Standing ours = Standing.of(node);
      Standing theirs = server.standing();
      double rate = VisitRate.of(cycling, peers, peers * cycles);
      out.accept(
          times.table(
              String.format(Locale.ROOT, "%d peers at once, %.0f cycles/s, µs", peers, rate)));
      times.clear();
      Standing oursAfter = Standing.again(node, ours);
      Standing theirsAfter = server.again(theirs);
      out.accept(table("left in the client", ours, oursAfter));
      out.accept(table("left in the server", theirs, theirsAfter));
      check(oursAfter.leaks(ours), theirsAfter.leaks(theirs));
    }
  }

  private static String table(String title, Standing before, Standing after) {
    StringBuilder table = new StringBuilder();
    table.append(Lines.line(title, "before", "after", "allowed more", ""));
    for (Standing.Kind kind : Standing.Kind.values()) {
      table.append(
          Lines.line(
              kind.text(),
              Long.toString(before.count(kind)),
              Long.toString(after.count(kind)),
              Long.toString(kind.allowance()),
              ""));
    }
    return table.toString();
  }

  private static void check(List<String> ours, List<String> theirs) {
    List<String> leaks = new ArrayList<>();
    ours.forEach(leak -> leaks.add("client: " + leak));
    theirs.forEach(leak -> leaks.add("server: " + leak));
    if (!leaks.isEmpty()) {
      throw new IllegalStateException("Something was left behind: " + String.join("; ", leaks));
    }
  }
}
