package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.Direction;
import io.tempera.mux.JobEnd;
import io.tempera.mux.MuxError;
import io.tempera.mux.StartMode;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.SlotView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Every event in every state, whether it can happen or not; and single arrows. */
class SlotMachineTest {
  private static final String BUNDLE = "old 1.0.0";

  private static List<SlotInput> inputs() {
    List<SlotInput> all = new ArrayList<>();
    for (StartMode mode : StartMode.values()) {
      all.add(new SlotInput.Start(mode));
    }
    all.add(new SlotInput.StartRefused());
    all.add(new SlotInput.MuxStarted());
    all.add(new SlotInput.Found());
    all.add(new SlotInput.NotFound());
    Set<ResumePoint> points = new LinkedHashSet<>(SlotWorld.Version.ONE.party().points());
    all.add(new SlotInput.Succeeded(Succession.STAY));
    all.add(new SlotInput.Succeeded(new Succession.HandOver(points, Optional.empty())));
    all.add(new SlotInput.Succeeded(new Succession.HandOver(points, Optional.of("new 2.0.0"))));
    all.add(new SlotInput.Succeeded(new Succession.Restart(Optional.empty())));
    all.add(new SlotInput.Succeeded(new Succession.Close(BUNDLE)));
    all.add(new SlotInput.HalfEnded(SlotWorld.FINISHED));
    all.add(new SlotInput.HalfEnded(SlotWorld.FAILED));
    all.add(new SlotInput.HalfEnded(new Conclusion.HandedOver(SlotWorld.Version.ONE.leaves())));
    all.add(new SlotInput.Hurried(BUNDLE));
    all.add(new SlotInput.Overdue());
    for (Direction half : Direction.values()) {
      all.add(new SlotInput.GraceOver(half));
    }
    all.add(new SlotInput.BytesArrived());
    all.add(new SlotInput.MuxCancelled());
    all.add(new SlotInput.JobEnded(new JobEnd.Clean()));
    all.add(new SlotInput.JobEnded(new JobEnd.Failed(SlotWorld.BROKEN)));
    all.add(new SlotInput.JobEnded(SlotWorld.STOPPED));
    all.add(new SlotInput.JobEnded(SlotWorld.BROKE_DOWN));
    for (ControlMessage message : ControlMessage.values()) {
      all.add(new SlotInput.ControlChanged(message));
    }
    return all;
  }

  @Test
  void everyEventInEveryStateIsDefined(TestReporter reporter) {
    List<SlotInput> inputs = inputs();
    assertThat(inputs.stream().map(Object::getClass).distinct())
        .as("none is forgotten")
        .hasSameSizeAs(SlotInput.class.getPermittedSubclasses());
    Set<SlotState> states = new LinkedHashSet<>();
    ArrayDeque<SlotState> open = new ArrayDeque<>();
    open.add(SlotState.IDLE);
    while (!open.isEmpty()) {
      SlotState state = open.remove();
      if (states.add(state)) {
        inputs.forEach(input -> open.add(SlotMachine.step(state, input).state()));
      }
      assertThat(state.text().split("[ :]", 2)[0])
          .isEqualToIgnoringCase(state.kind().name().replace("_", ""));
    }
    assertThat(states.stream().map(Object::getClass).distinct())
        .hasSameSizeAs(SlotState.class.getPermittedSubclasses());
    assertThat(states.stream().map(SlotState::kind).distinct())
        .as("that one was asked to start is known before its machine hears of it")
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(SlotView.Kind.STARTING)));
    reporter.publishEntry(
        "slot machine, any event",
        states.size() + " states, " + states.size() * inputs.size() + " steps");
  }

  @Test
  void aHalfThatFailsNamesItsOwnReasonAndOneThatWasCutNamesTheConnections() {
    SlotState draining =
        new SlotState.Draining(new Conclusion.Failed(SlotWorld.BROKEN), Optional.empty());
    assertThat(
            SlotMachine.step(draining, new SlotInput.JobEnded(new JobEnd.Failed(SlotWorld.BROKEN)))
                .effects())
        .containsExactly(new SlotEffect.EmitFailed(SlotWorld.BROKEN, true));
    assertThat(SlotMachine.step(draining, new SlotInput.JobEnded(SlotWorld.BROKE_DOWN)).effects())
        .containsExactly(
            new SlotEffect.EmitFailed(new MuxError.UnknownMiniProtocol(99).failure(), false));
  }

  @Test
  void aHalfWhoseBundleGoesClosesItsConnectionHoweverItEnds() {
    SlotState leaving = new SlotState.Leaving(BUNDLE);
    for (SlotInput end :
        List.of(
            new SlotInput.HalfEnded(SlotWorld.FINISHED),
            new SlotInput.HalfEnded(SlotWorld.FAILED),
            new SlotInput.Overdue())) {
      List<SlotEffect> effects = SlotMachine.step(leaving, end).effects();
      assertThat(effects)
          .startsWith(new SlotEffect.EmitHandOverFailed(BUNDLE), new SlotEffect.LetGoOfHalf())
          .hasSize(3);
      assertThat(((SlotEffect.FailJob) effects.getLast()).failure().message())
          .contains(BUNDLE, "going");
    }
  }

  @Test
  void whatIsToBeStartedAgainIsEvenWhenItNeedNotBeAnyMore() {
    SlotState restarting =
        new SlotState.HandingOver(new Succession.Restart(Optional.of("new 2.0.0")));
    SlotState then = SlotMachine.step(restarting, new SlotInput.Succeeded(Succession.STAY)).state();
    assertThat(SlotMachine.step(then, new SlotInput.HalfEnded(SlotWorld.FINISHED)).effects())
        .as("it may have ended for the restart's sake")
        .containsExactly(new SlotEffect.LetGoOfHalf(), new SlotEffect.Seek(Optional.empty()));
  }
}
