package io.tempera.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.LeakPresenceDetector;
import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.wire.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class BenchmarksTest {
  /** A name, and figures behind it. */
  private static final Pattern FIGURES = Pattern.compile("\\S {2,}[-0-9.]+ +[-0-9.]+ +[-0-9.]+ ");

  @ParameterizedTest
  @EnumSource(Section.class)
  void everySectionMeasuresEachOfItsRowsAndLeavesNoThreadAndNoBufferBehind(Section section)
      throws Exception {
    List<String> tables = new ArrayList<>();
    section.run(
        Options.of(
            "rounds=2",
            "warmups=1",
            "pings=50",
            "bulk=8",
            "visits=60",
            "idle=20",
            "held=200",
            "peers=30",
            "cycles=5",
            "pace=25",
            "blocks=160",
            "headers=2000"),
        tables::add);

    assertThat(tables).isNotEmpty();
    for (String table : tables) {
      assertThat(table.lines()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(table.lines().skip(1)).allMatch(line -> FIGURES.matcher(line).find());
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("tempera-")) {
        // A loop says that it is over with its last steps; one that is not over fails by time.
        thread.join();
      }
    }
    LeakPresenceDetector.check();
  }

  @Test
  void aHalfThatEndsEarlyIsToldToWhoeverWaitsForItsWork() throws Exception {
    Desk desk = new Desk();
    desk.sitDown(() -> {});
    Thread half =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!desk.hasOrder()) {
                    Thread.onSpinWait();
                  }
                  try {
                    desk.carryOut(
                        amount -> {
                          throw new InterruptedException("after " + amount);
                        });
                  } catch (InterruptedException expected) {
                    // As a half does: it ends.
                  }
                });

    assertThatThrownBy(() -> desk.order(7))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("after 7");
    half.join();
  }

  @Test
  void theWindowAsksInHalvesAndClosesWithTheLastMessage() {
    List<Integer> asked = new ArrayList<>();
    Window window = new Window(8, 9);
    while (window.isOpen()) {
      while (window.hasRoom()) {
        asked.add(window.ask());
      }
      window.arrived();
    }
    assertThat(asked).containsExactly(4, 4, 1);
  }

  @Test
  void roundsInterleaveAndDoNotCountTheWarmUp() throws Exception {
    List<String> order = new ArrayList<>();
    Row a = counting("a", order);
    Row b = counting("b", order);

    Map<Row, List<Double>> figures = new Rounds(1, 2).measure(List.of(a, b));

    assertThat(order).containsExactly("b", "a", "a", "b", "b", "a");
    assertThat(figures.get(a)).containsExactly(2.0, 3.0);
    assertThat(figures).containsOnlyKeys(a, b);
  }

  /** Its figure is how often it was asked. */
  private static Row counting(String name, List<String> order) {
    return new Row(
        name,
        name,
        () -> {
          order.add(name);
          return Collections.frequency(order, name);
        });
  }

  @Test
  void theReportTellsMediansAgainstTheRowThatEachIsComparedWith() {
    Row base = new Row("base", "base", () -> 0);
    Row other = new Row("other", "base", () -> 0);
    Row third = new Row("third", "other", () -> 0);
    Map<Row, List<Double>> figures = new LinkedHashMap<>();
    figures.put(base, List.of(10.0, 30.0, 20.0));
    figures.put(other, List.of(12.5, 60.0, 25.0));
    figures.put(third, List.of(37.5, 60.0, 75.0));

    assertThat(Report.of(new Table("time, µs", true, List.of(base, other, third)), figures).lines())
        .satisfiesExactly(
            title -> assertThat(title).contains("time, µs", "median"),
            line -> assertThat(line).containsSubsequence("base", "20.0", "10.0", "30.0", "1.00"),
            line -> assertThat(line).containsSubsequence("other", "25.0", "1.25 × time"),
            line -> assertThat(line).containsSubsequence("third", "60.0", "3.00 × time"));
  }

  @Test
  void aRowWhoseBaselineIsLeftOutIsComparedWithTheFirst() {
    Row second = new Row("second", "first", () -> 0);
    Options options = Options.of("row=second");
    Table wanted =
        options.filtered(
            new Table("MB/s", false, List.of(new Row("first", "first", () -> 0), second)));

    assertThat(wanted.rows()).containsExactly(second);
    assertThat(Report.of(wanted, Map.of(second, List.of(4.0)))).contains("1.00 of");
    assertThatThrownBy(() -> Options.of("row=none").filtered(wanted))
        .hasMessageContaining("there are second");
  }

  @Test
  void anUnknownOptionIsRefusedWithTheKnownOnes() {
    Options options = Options.of("rounds=2", "bulk=1", "only=bulk,round-trips");
    assertThat(options.rounds()).isEqualTo(new Rounds(Options.of().number("warmups"), 2));
    assertThat(options.number("bulk")).isEqualTo(1);
    assertThat(Section.values())
        .filteredOn(options::wants)
        .containsExactly(Section.ROUND_TRIPS, Section.BULK);
    assertThatThrownBy(() -> Options.of("speed=9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there are rounds");
    assertThatThrownBy(() -> Options.of("only=speed"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there are round-trips");
  }
}
