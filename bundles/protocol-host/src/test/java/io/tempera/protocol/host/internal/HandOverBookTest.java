package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HandOvers.Totals;
import io.tempera.protocol.host.internal.SlotState.Grace;
import io.tempera.testkit.RecordingTracer;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is counted, and when a change is through. */
class HandOverBookTest {
  private static final SlotState RUNNING = new SlotState.Running();
  private static final SlotState ASKED =
      new SlotState.HandingOver(new Succession.Restart(Optional.of("v2")));
  private static final SlotState BEREFT =
      new SlotState.HandingOver(new Succession.Restart(Optional.empty()));
  private static final SlotState LEAVING = new SlotState.Leaving("v1");
  private static final SlotState SOUGHT = parked(Grace.NOT_BEGUN);
  private static final SlotState PARKED = parked(Grace.RUNNING);
  private static final SlotState IN_VAIN = parked(Grace.OVER);
  private static final SlotState ENDED = new SlotState.Ended("done", Optional.empty());

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private final HandOverBook book = new HandOverBook(runtime, tracer, () -> Duration.ofSeconds(7));

  private static SlotState parked(Grace grace) {
    return new SlotState.Parked(Optional.empty(), true, grace);
  }

  private void move(int number, SlotState... path) {
    for (int i = 1; i < path.length; i++) {
      step(number, path[i - 1], path[i], () -> {});
    }
  }

  /** As a slot does it: what follows comes between the two. */
  private void step(int number, SlotState before, SlotState after, Runnable follows) {
    book.moves(number, before, after);
    follows.run();
    book.moved(number, before, after);
  }

  private void handedOver(int number, boolean atPoint) {
    step(
        number,
        ASKED,
        SOUGHT,
        () ->
            step(
                number,
                SOUGHT,
                RUNNING,
                () -> book.handedOver(number, atPoint, "v2 of " + number)));
  }

  private List<HandOverTrace.Complete> complete() {
    return tracer.traces(HandOverTrace.Complete.class);
  }

  private HandOvers only() {
    assertThat(book.views()).hasSize(1);
    return book.views().getFirst();
  }

  @Test
  void whereNothingIsHandedOverThereIsNothingToSay() {
    move(2, SlotState.IDLE, RUNNING, ENDED, RUNNING);
    book.tells(2);
    book.told(2);
    assertThat(book.views()).isEmpty();
    assertThat(tracer.traces()).isEmpty();
  }

  @Test
  void itCountsWhatWaitsAndWhatIsParked() {
    move(2, RUNNING, ASKED);
    move(2, RUNNING, LEAVING);
    move(2, RUNNING, ASKED, SOUGHT);
    move(2, RUNNING, ASKED, SOUGHT, PARKED);
    assertThat(only()).isEqualTo(new HandOvers(2, 3, 1, Totals.NONE));
    move(2, PARKED, IN_VAIN);
    assertThat(only()).as("it is still parked").isEqualTo(new HandOvers(2, 3, 1, Totals.NONE));
    move(2, IN_VAIN, ENDED);
    assertThat(only().parked()).isZero();
  }

  @Test
  void aSlotThatWaitsForItsFirstHalfIsNoHandOver() {
    SlotState fresh = new SlotState.Parked(Optional.empty(), false, Grace.NOT_BEGUN);
    move(2, SlotState.IDLE, fresh, RUNNING);
    assertThat(book.views()).isEmpty();
  }

  @Test
  void whatBecameOfAllIsSaidOnceAfterTheLast() {
    move(2, RUNNING, ASKED);
    move(2, RUNNING, ASKED);
    move(2, RUNNING, ASKED);
    runtime.advance(Duration.ofMillis(5));
    handedOver(2, true);
    handedOver(2, false);
    assertThat(complete()).isEmpty();
    step(2, ASKED, ENDED, () -> book.failed(2));
    assertThat(complete())
        .containsExactly(
            new HandOverTrace.Complete(
                2, Optional.of("v2 of 2"), new Totals(1, 1, 1), Duration.ofMillis(5)));
    move(2, ENDED, RUNNING);
    assertThat(complete()).hasSize(1);

    move(2, RUNNING, ASKED);
    step(2, ASKED, ENDED, () -> book.failed(2));
    assertThat(complete())
        .last()
        .as("the next change has figures of its own")
        .isEqualTo(
            new HandOverTrace.Complete(2, Optional.empty(), new Totals(0, 0, 1), Duration.ZERO));
    assertThat(only().totals()).isEqualTo(new Totals(1, 1, 2));
  }

  @Test
  void whatFollowsFromAStepCountsBeforeItIsSaidAlsoWhenTwoSlotsMoveAtOnce() {
    move(2, RUNNING, ASKED);
    move(2, RUNNING, ASKED);
    book.moves(2, ASKED, RUNNING);
    book.moves(2, ASKED, RUNNING);
    book.handedOver(2, true, "v2");
    book.moved(2, ASKED, RUNNING);
    assertThat(complete()).as("the other one has not counted itself yet").isEmpty();
    book.handedOver(2, true, "v2");
    book.moved(2, ASKED, RUNNING);
    assertThat(complete())
        .extracting(HandOverTrace.Complete::became)
        .containsExactly(new Totals(2, 0, 0));
  }

  @Test
  void itIsNotThroughBeforeEverybodyHasHeardOfIt() {
    book.tells(2);
    for (int i = 0; i < 3; i++) {
      book.tells(2);
      move(2, RUNNING, ASKED);
      book.told(2);
      handedOver(2, true);
    }
    assertThat(complete()).as("there may be more connections").isEmpty();
    book.told(2);
    assertThat(complete())
        .extracting(HandOverTrace.Complete::became)
        .containsExactly(new Totals(3, 0, 0));
  }

  @Test
  void oneThatWaitsInVainIsThroughWhenItsGraceIs() {
    move(2, RUNNING, ASKED, SOUGHT, PARKED);
    assertThat(complete()).isEmpty();
    move(2, PARKED, IN_VAIN);
    assertThat(complete()).extracting(HandOverTrace.Complete::became).containsExactly(Totals.NONE);
  }

  @Test
  void numbersDoNotWaitForOneAnother() {
    book.tells(2);
    move(2, RUNNING, ASKED);
    move(3, RUNNING, ASKED);
    handedOver(3, true);
    assertThat(complete())
        .extracting(HandOverTrace.Complete::number, HandOverTrace.Complete::became)
        .containsExactly(tuple(3, new Totals(1, 0, 0)));
    assertThat(book.views())
        .containsExactly(
            new HandOvers(2, 1, 0, Totals.NONE), new HandOvers(3, 0, 0, new Totals(1, 0, 0)));
  }

  @Test
  void thatNothingImplementsANumberIsSaidWhenAllHaveHeardItAndOnce() {
    book.tells(2);
    move(2, RUNNING, BEREFT);
    move(2, RUNNING, BEREFT, SOUGHT, PARKED);
    move(2, RUNNING, ASKED);
    assertThat(tracer.traces()).isEmpty();
    book.told(2);
    assertThat(tracer.traces(HandOverTrace.Unimplemented.class))
        .containsExactly(new HandOverTrace.Unimplemented(2, 2, Duration.ofSeconds(7)));
    move(2, BEREFT, SOUGHT, PARKED);
    handedOver(2, true);
    assertThat(book.waiting(2)).isZero();
    move(2, PARKED, RUNNING);
    move(2, PARKED, RUNNING);
    assertThat(tracer.traces()).hasSize(2);
    assertThat(complete()).hasSize(1);
  }
}
