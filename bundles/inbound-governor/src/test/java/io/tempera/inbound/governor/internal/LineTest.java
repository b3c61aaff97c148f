package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.testkit.VirtualRuntime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LineTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final Line line =
      new Line(runtime.tasks(), new FakeConnection(runtime, 40_001).connectionId());
  private final List<String> taken = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() {
    runtime.assertNothingLeft();
    assertThat(line.length()).isZero();
  }

  @Test
  void whoPostsDoesNotWait() {
    line.post(() -> taken.add("a"));

    assertThat(taken).isEmpty();
    runtime.runUntilIdle();
    assertThat(taken).containsExactly("a");
  }

  @Test
  void turnsAreTakenInOrderAlsoThoseThatATurnPosts() {
    line.post(
        () -> {
          line.post(() -> taken.add("c"));
          taken.add("a");
        });
    line.post(() -> taken.add("b"));
    runtime.runUntilIdle();

    assertThat(taken).containsExactly("a", "b", "c");
  }

  @Test
  void whatATurnThrowsIsReportedAndTheNextOneComes() {
    line.post(
        () -> {
          throw new IllegalStateException("this turn is wrong");
        });
    line.post(() -> taken.add("b"));
    runtime.runUntilIdle();

    assertThat(taken).containsExactly("b");
    assertThat(runtime.uncaught())
        .singleElement()
        .satisfies(thrown -> assertThat(thrown).hasMessageContaining("this turn is wrong"));
  }

  @Test
  void oneAtATimeIsTakenAlsoWhenItParks() {
    Gate gate = new Gate(runtime);
    gate.close();
    line.post(gate::pass);
    line.post(() -> taken.add("b"));
    runtime.runUntilIdle();
    assertThat(gate.waiting()).isEqualTo(1);
    assertThat(taken).isEmpty();
    assertThat(line.length()).isEqualTo(2);

    gate.open();
    runtime.runUntilIdle();

    assertThat(taken).containsExactly("b");
  }
}
