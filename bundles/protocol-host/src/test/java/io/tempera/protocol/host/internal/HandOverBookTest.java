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
      new SlotState.HandingOver(new Succession.Restart(Optional.empty()));
  private static final SlotState LEAVING = new SlotState.Leaving("v1");
  private static final SlotState SOUGHT = parked(Grace.NOT_BEGUN);
  private static final SlotState PARKED = parked(Grace.RUNNING);
  private static final SlotState IN_VAIN = parked(Grace.OVER);
  private static final SlotState ENDED = new SlotState.Ended("done", Optional.empty());

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final RecordingTracer tracer = new RecordingTracer(runtime);
  private boolean bereft;
  private final HandOverBook book =
      new HandOverBook(
          runtime,
          tracer,
          number -> Optional.of("v2 of " + number).filter(bundle -> !bereft),
          () -> Duration.ofSeconds(7));

  private static SlotState parked(Grace grace) {
    return new SlotState.Parked(Optional.empty(), true, grace);
  }

  private void move(int number, SlotState... path) {
    for (int i = 1; i < path.length; i++) {
      book.moved(number, path[i - 1], path[i]);
      book.settled(number, path[i - 1]);
    }
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
    book.handedOver(2, true);
    move(2, ASKED, SOUGHT, RUNNING);
    book.handedOver(2, false);
    move(2, ASKED, SOUGHT, RUNNING);
    assertThat(complete()).isEmpty();
    book.failed(2);
    move(2, ASKED, ENDED);
    assertThat(complete())
        .containsExactly(
            new HandOverTrace.Complete(
                2, Optional.of("v2 of 2"), new Totals(1, 1, 1), Duration.ofMillis(5)));
    move(2, ENDED, RUNNING);
    assertThat(complete()).hasSize(1);

    move(2, RUNNING, ASKED);
    book.handedOver(2, true);
    move(2, ASKED, RUNNING);
    assertThat(complete())
        .last()
        .as("the next change has figures of its own")
        .isEqualTo(
            new HandOverTrace.Complete(
                2, Optional.of("v2 of 2"), new Totals(1, 0, 0), Duration.ZERO));
    assertThat(only().totals()).isEqualTo(new Totals(2, 1, 1));
  }

  @Test
  void whatFollowsFromAStepCountsBeforeItIsSaid() {
    move(2, RUNNING, ASKED);
    book.moved(2, ASKED, SOUGHT);
    book.moved(2, SOUGHT, RUNNING);
    book.handedOver(2, true);
    book.settled(2, SOUGHT);
    book.settled(2, ASKED);
    assertThat(complete())
        .extracting(HandOverTrace.Complete::became)
        .containsExactly(new Totals(1, 0, 0));
  }

  @Test
  void itIsNotThroughBeforeEverybodyHasHeardOfIt() {
    book.tells(2);
    for (int i = 0; i < 3; i++) {
      book.tells(2);
      move(2, RUNNING, ASKED);
      book.told(2);
      book.handedOver(2, true);
      move(2, ASKED, SOUGHT, RUNNING);
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
    book.handedOver(3, true);
    move(3, ASKED, SOUGHT, RUNNING);
    assertThat(complete())
        .extracting(HandOverTrace.Complete::number, HandOverTrace.Complete::became)
        .containsExactly(tuple(3, new Totals(1, 0, 0)));
    assertThat(book.views())
        .containsExactly(
            new HandOvers(2, 1, 0, Totals.NONE), new HandOvers(3, 0, 0, new Totals(1, 0, 0)));
  }

  @Test
  void thatNothingImplementsANumberIsSaidWhenAllHaveHeardItAndOnce() {
    bereft = true;
    book.tells(2);
    move(2, RUNNING, ASKED);
    move(2, RUNNING, ASKED, SOUGHT, PARKED);
    assertThat(tracer.traces()).isEmpty();
    book.told(2);
    assertThat(tracer.traces(HandOverTrace.Unimplemented.class))
        .containsExactly(new HandOverTrace.Unimplemented(2, 2, Duration.ofSeconds(7)));
    move(2, ASKED, SOUGHT, PARKED);
    assertThat(book.waiting(2)).isZero();
    bereft = false;
    move(2, PARKED, RUNNING);
    move(2, PARKED, RUNNING);
    assertThat(tracer.traces()).hasSize(2);
    assertThat(complete()).hasSize(1);
  }
}
