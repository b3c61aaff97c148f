package io.tempera.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.half.Window;
import io.tempera.benchmarks.wire.Initiator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BenchmarksTest {
  @Test
  void everySubjectDoesEveryWorkloadAndLeavesNoThreadBehind() throws Exception {
    List<Subject> subjects = Benchmarks.subjects();
    try {
      Rounds rounds = new Rounds(1, 2);
      Map<String, List<Double>> pings = rounds.measure(Workload.PING_PONG, 50, subjects);
      Map<String, List<Double>> bulk = rounds.measure(Workload.BULK, 300, subjects);

      assertThat(pings).hasSameSizeAs(subjects);
      assertThat(pings.values()).allSatisfy(v -> assertThat(v).hasSize(2));
      assertThat(bulk.values()).allSatisfy(v -> assertThat(v).allMatch(figure -> figure > 0));
    } finally {
      for (Subject subject : subjects) {
        subject.close();
      }
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("tempera-")) {
        // A loop says that it is over with its last steps; one that is not over fails by time.
        thread.join();
      }
    }
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
  void theWindowAsksInHalvesAndClosesWithTheLastMessage() throws Exception {
    List<Integer> asked = new ArrayList<>();
    Window window = new Window(Initiator.WINDOW + 1);
    window.fill(asked::add);
    assertThat(asked).containsExactly(Initiator.WINDOW / 2, Initiator.WINDOW / 2);
    for (int i = 0; i < Initiator.WINDOW + 1; i++) {
      assertThat(window.isOpen()).isTrue();
      window.arrived();
      window.fill(asked::add);
    }
    assertThat(window.isOpen()).isFalse();
    assertThat(asked).endsWith(1).hasSize(3);
  }

  @Test
  void roundsInterleaveAndDoNotCountTheWarmUp() throws Exception {
    List<String> order = new ArrayList<>();
    Map<String, List<Double>> figures =
        new Rounds(1, 2)
            .measure(Workload.PING_PONG, 1, List.of(new Fake("a", order), new Fake("b", order)));

    assertThat(order).containsExactly("b", "a", "a", "b", "b", "a");
    assertThat(figures.get("a")).containsExactly(2.0, 3.0);
    assertThat(figures).containsOnlyKeys("a", "b");
  }

  @Test
  void theReportTellsMediansAgainstTheFirstRow() {
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    figures.put("base", List.of(10.0, 30.0, 20.0));
    figures.put("other", List.of(24.0, 26.0));

    assertThat(Report.of(Workload.PING_PONG, 5, figures).lines())
        .satisfiesExactly(
            title -> assertThat(title).contains("round trip, µs (5)", "median"),
            base -> assertThat(base).containsSubsequence("base", "20.0", "10.0", "30.0", "1.00"),
            other -> assertThat(other).containsSubsequence("other", "25.0", "1.25 × time"));
  }

  @Test
  void anUnknownOptionIsRefusedWithTheKnownOnes() {
    assertThat(Options.of("rounds=2", "bulk=1"))
        .isEqualTo(new Options(2, Options.of().warmUps(), Options.of().pings(), 1));
    assertThatThrownBy(() -> Options.of("speed=9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there are rounds");
  }

  /** Takes as many microseconds as it was asked before. */
  private static final class Fake implements Subject {
    private final String name;
    private final List<String> order;
    private int asked;

    Fake(String name, List<String> order) {
      this.name = name;
      this.order = order;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public long pingPong(int count) {
      order.add(name);
      asked++;
      return asked * 1_000L;
    }

    @Override
    public long bulk(int messages) {
      return 1;
    }

    @Override
    public void close() {
      // Nothing to close.
    }
  }
}
