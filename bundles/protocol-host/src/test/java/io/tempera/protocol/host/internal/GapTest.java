package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The time in which a slot has no half. */
class GapTest {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final List<String> over = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() {
    runtime.assertNothingLeft();
  }

  private Gap after(String from, Optional<Gap> before) {
    return Gap.after(from, runtime.clock(), before);
  }

  private Duration begin(Gap gap) {
    return gap.beginGrace(GRACE, runtime.timers(), () -> over.add(gap.from()));
  }

  @Test
  void itsGraceIsOverOnce() {
    Gap gap = after("v1", Optional.empty());
    assertThat(begin(gap)).isEqualTo(GRACE);
    runtime.advance(GRACE.minusNanos(1));
    assertThat(over).isEmpty();
    runtime.advance(Duration.ofNanos(1));
    assertThat(over).containsExactly("v1");
    assertThat(gap.sinceBegin()).isEqualTo(GRACE);
    runtime.advance(GRACE.multipliedBy(3));
    assertThat(over).hasSize(1);
  }

  @Test
  void aGraceThatIsEndedIsNeverOver() {
    Gap gap = after("v1", Optional.empty());
    begin(gap);
    runtime.advance(GRACE.dividedBy(2));
    gap.endGrace();
    gap.endGrace();
    runtime.advance(GRACE);
    assertThat(over).isEmpty();
  }

  @Test
  void theGapAfterOneThatStillCountsGoesOnWithItsGrace() {
    Gap first = after("v1", Optional.empty());
    begin(first);
    runtime.advance(Duration.ofSeconds(4));
    first.endGrace();
    runtime.advance(Duration.ofSeconds(3));
    Gap second = after("v2", Optional.of(first));
    assertThat(second.sinceBegin()).isZero();
    assertThat(begin(second)).isEqualTo(Duration.ofSeconds(3));
    runtime.advance(Duration.ofSeconds(3));
    assertThat(over).containsExactly("v2");
    second.endGrace();
    assertThat(begin(after("v3", Optional.of(second)))).as("none is left").isZero();
    runtime.advance(Duration.ZERO);
    assertThat(over).containsExactly("v2", "v3");
  }

  @Test
  void theGapAfterOneWithoutAGraceHasOneOfItsOwn() {
    Gap first = after("v1", Optional.empty());
    first.endGrace();
    runtime.advance(GRACE);
    Gap second = after("v2", Optional.of(first));
    assertThat(begin(second)).isEqualTo(GRACE);
    second.endGrace();
  }

  @Test
  void itKnowsForHowLongItHasBeenOver() {
    Gap gap = after("v1", Optional.empty());
    assertThat(gap.isOverFor(Duration.ZERO)).as("it is not over").isFalse();
    gap.endGrace();
    assertThat(gap.isOverFor(GRACE)).isFalse();
    runtime.advance(GRACE);
    assertThat(gap.isOverFor(GRACE)).isTrue();
    assertThat(gap.isOverFor(GRACE.plusNanos(1))).isFalse();
  }
}
