package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.peer.FailureType;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.peer.state.actions.internal.PeerMachine.Step;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exploration finds a machine that is wrong: each of these is, in one small way. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class PeerMachineMutationTest {
  static Stream<Arguments> mutations() {
    return Stream.of(ofLivePeers(), ofItsBeginningAndItsEnd(), ofWhatBeginsLate())
        .flatMap(mutations -> mutations);
  }

  private static Stream<Arguments> ofLivePeers() {
    return Stream.of(
        mutation(
            "a cooling peer is activated", warmedFor(PeerEvent.Activate.class, PeerStatus.COOLING)),
        mutation(
            "a cooling peer is warm again after a late end", PeerMachineMutationTest::warmAfterEnd),
        mutation("a second deactivation replaces the first", forgetting()),
        mutation("a second close replaces the first", PeerMachineMutationTest::forgetClose),
        mutation("a late timer counts for the next deactivation", lateTimers()),
        mutation("only the first of several callers is told", firstTellOnly()),
        mutation(
            "callers are told twice", effects(e -> is(e, PeerEffect.Tell.class), e -> twice(e))),
        mutation(
            "nobody waits for the end of a lost connection",
            without(PeerEffect.AwaitDemotion.class)),
        mutation("a slow peer's multiplexer is not stopped", without(PeerEffect.StopMux.class)),
        mutation("a connection is never given back", without(PeerEffect.Release.class)),
        mutation("timers are not cancelled", without(PeerEffect.CancelTimer.class)),
        mutation("timers are not set", without(PeerEffect.SetTimer.class)),
        mutation("the time it was hot is not told", without(PeerEffect.HotEnds.class)),
        mutation(
            "a hot peer's warm protocols are not quieted",
            effects(
                e -> e.equals(new PeerEffect.Control(Temperature.WARM, ControlMessage.QUIESCE)),
                e -> List.of())),
        mutation(
            "a close leaves the established protocols running",
            effects(
                e ->
                    e.equals(
                        new PeerEffect.Control(Temperature.ESTABLISHED, ControlMessage.TERMINATE)),
                e -> List.of())),
        mutation(
            "a demotion to warm is not traced",
            effects(e -> isChange(e, PeerStatusChangeType.HotToWarm.class), e -> List.of())),
        mutation(
            "a close is traced twice",
            effects(e -> isChange(e, PeerStatusChangeType.WarmToCooling.class), e -> twice(e))),
        mutation("a peer is cold when its multiplexer ends", PeerMachineMutationTest::coldAtOnce),
        mutation("failures are not noticed", PeerMachineMutationTest::deafToFailures));
  }

  private static Stream<Arguments> ofItsBeginningAndItsEnd() {
    return Stream.of(
        mutation(
            "an establish may take for ever",
            effects(
                e ->
                    e instanceof PeerEffect.SetTimer(TimerKind kind, long generation)
                        && kind == TimerKind.ESTABLISH,
                e -> List.of())),
        mutation("an establish that took too long goes on", deafTo(PeerEvent.TimedOut.class)),
        mutation(
            "an establish that took too long is not traced",
            effects(PeerMachineMutationTest::isTimeout, e -> List.of())),
        mutation("a connection that comes too late is used", PeerMachineMutationTest::keepLate),
        mutation("two connections to one peer are acquired", PeerMachineMutationTest::askAtOnce),
        mutation("an interrupted caller is still told", deafTo(PeerEvent.Interrupted.class)),
        mutation("the second life gets the first life's events", new Misdirecting()),
        mutation("a hot peer is activated", warmedFor(PeerEvent.Activate.class, PeerStatus.HOT)),
        mutation("hot to warm leads to cooling", PeerMachineMutationTest::coolingForWarm),
        mutation("an end is not followed", PeerMachineMutationTest::deafToEnds),
        mutation("a stop is not heard", deafTo(PeerEvent.Shutdown.class)),
        mutation("a stop that is overdue is not heard", deafTo(PeerEvent.ShutdownOverdue.class)),
        mutation(
            "it is counted twice for how long it is hot",
            effects(e -> is(e, PeerEffect.HotBegins.class), e -> twice(e))));
  }

  private static Stream<Arguments> ofWhatBeginsLate() {
    return Stream.of(
        mutation(
            "a deactivation waits for what it knows of only",
            byItsBook(
                live -> live.results().awaitAll(Temperature.HOT).isPresent(),
                new PeerEvent.HotOver())),
        mutation(
            "a close waits for what it knows of only",
            byItsBook(live -> live.results().awaitAll().isPresent(), new PeerEvent.AllOver())),
        mutation("a deactivation waits, and for nothing", without(PeerEffect.AwaitHotOver.class)),
        mutation("a close waits, and for nothing", without(PeerEffect.AwaitAllOver.class)),
        mutation("the end of a deactivation is not heard", deafTo(PeerEvent.HotOver.class)),
        mutation("the end of a close is not heard", deafTo(PeerEvent.AllOver.class)),
        mutation("a start that is late is not heard", deafTo(PeerEvent.ProtocolStarted.class)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void theExplorationFindsTheMachineInWhich(String what, Machine wrong) {
    assertThatThrownBy(() -> new Explorer(wrong, Scope.SMALL).explore())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("start");
  }

  private static Arguments mutation(String what, Machine wrong) {
    return Arguments.of(what, wrong);
  }

  private static Machine warmedFor(Class<? extends PeerEvent> kind, PeerStatus status) {
    return (state, event) ->
        kind.isInstance(event) && state instanceof Live live && live.status() == status
            ? PeerMachine.step(live.with(PeerStatus.WARM), event)
            : PeerMachine.step(state, event);
  }

  /** Goes on as soon as all that it has heard of have ended, whatever the slots say. */
  private static Machine byItsBook(Predicate<Live> allEnded, PeerEvent over) {
    return (state, event) -> {
      Step step = PeerMachine.step(state, event);
      if (!(step.state() instanceof Live live) || !allEnded.test(live)) {
        return step;
      }
      Step more = PeerMachine.step(live, over);
      return new Step(
          more.state(), Stream.concat(step.effects().stream(), more.effects().stream()).toList());
    };
  }

  private static Step warmAfterEnd(PeerState state, PeerEvent event) {
    Step step = PeerMachine.step(state, event);
    boolean overtaken =
        state instanceof Live before
            && step.state() instanceof Live after
            && before.work().deactivation().isPresent()
            && after.work().deactivation().isEmpty()
            && after.ending().loss().isEmpty();
    return overtaken ? new Step(((Live) step.state()).with(PeerStatus.WARM), step.effects()) : step;
  }

  private static Machine forgetting() {
    return (state, event) ->
        event instanceof PeerEvent.Deactivate && state instanceof Live live
            ? PeerMachine.step(live.deactivation(Optional.empty()), event)
            : PeerMachine.step(state, event);
  }

  private static Step forgetClose(PeerState state, PeerEvent event) {
    return event instanceof PeerEvent.Close ask
            && state instanceof Live live
            && live.work().closing().isPresent()
        ? PeerMachine.step(
            live.closing(
                live.work()
                    .closing()
                    .map(c -> new Work.Closing(List.of(), c.monitor(), c.releasing()))),
            ask)
        : PeerMachine.step(state, event);
  }

  private static Machine lateTimers() {
    return (state, event) ->
        event instanceof PeerEvent.TimedOut late && state instanceof Live live
            ? PeerMachine.step(
                state,
                new PeerEvent.TimedOut(late.kind(), live.work().deactivations(), late.limit()))
            : PeerMachine.step(state, event);
  }

  private static Machine firstTellOnly() {
    return (state, event) -> {
      Step step = PeerMachine.step(state, event);
      List<PeerEffect> kept = new ArrayList<>();
      boolean told = false;
      for (PeerEffect effect : step.effects()) {
        boolean tells = effect instanceof PeerEffect.Tell;
        if (!tells || !told) {
          kept.add(effect);
        }
        told |= tells;
      }
      return new Step(step.state(), kept);
    };
  }

  private static Machine without(Class<? extends PeerEffect> kind) {
    return effects(e -> is(e, kind), e -> List.of());
  }

  private static Machine effects(
      Predicate<PeerEffect> which, Function<PeerEffect, List<PeerEffect>> change) {
    return (state, event) -> {
      Step step = PeerMachine.step(state, event);
      return new Step(
          step.state(),
          step.effects().stream()
              .flatMap(e -> which.test(e) ? change.apply(e).stream() : Stream.of(e))
              .toList());
    };
  }

  private static boolean is(PeerEffect effect, Class<? extends PeerEffect> kind) {
    return kind.isInstance(effect);
  }

  private static boolean isChange(PeerEffect effect, Class<? extends PeerStatusChangeType> kind) {
    return effect instanceof PeerEffect.Trace(PeerStatusChanged(var change))
        && kind.isInstance(change);
  }

  private static List<PeerEffect> twice(PeerEffect effect) {
    return List.of(effect, effect);
  }

  private static Step coldAtOnce(PeerState state, PeerEvent event) {
    Step step = PeerMachine.step(state, event);
    if (!(event instanceof PeerEvent.MuxEnded)
        || !(step.state() instanceof Live live)
        || !live.ending().demotionAwaited()) {
      return step;
    }
    Step more = PeerMachine.step(live, new PeerEvent.Demoted(Optional.empty()));
    List<PeerEffect> both = new ArrayList<>(step.effects());
    both.addAll(more.effects());
    return new Step(more.state(), both);
  }

  private static Step deafToFailures(PeerState state, PeerEvent event) {
    return event instanceof PeerEvent.ProtocolFailed || event instanceof PeerEvent.MuxEnded
        ? new Step(state, List.of())
        : PeerMachine.step(state, event);
  }

  private static Machine deafTo(Class<? extends PeerEvent> kind) {
    return (state, event) ->
        kind.isInstance(event) ? new Step(state, List.of()) : PeerMachine.step(state, event);
  }

  private static boolean isTimeout(PeerEffect effect) {
    return effect instanceof PeerEffect.Trace(PeerStatusChangeFailure(var change, var reason))
        && change instanceof PeerStatusChangeType.ColdToWarm
        && reason instanceof FailureType.TimeoutError;
  }

  private static Step keepLate(PeerState state, PeerEvent event) {
    return state instanceof Connecting late && event instanceof PeerEvent.Acquired
        ? PeerMachine.step(late.at(new Connecting.Stage.Acquiring()), event)
        : PeerMachine.step(state, event);
  }

  private static Step askAtOnce(PeerState state, PeerEvent event) {
    return state instanceof Connecting late
            && late.stage() instanceof Connecting.Stage.Abandoned
            && event instanceof PeerEvent.Establish ask
        ? new Step(state, List.of(new PeerEffect.Tell(ask.caller(), new Answer.AskAnew())))
        : PeerMachine.step(state, event);
  }

  private static Step coolingForWarm(PeerState state, PeerEvent event) {
    Step step = PeerMachine.step(state, event);
    return state.status() == PeerStatus.HOT
            && step.state() instanceof Live live
            && live.status() == PeerStatus.WARM
        ? new Step(live.with(PeerStatus.COOLING), step.effects())
        : step;
  }

  private static Step deafToEnds(PeerState state, PeerEvent event) {
    return event instanceof PeerEvent.ProtocolEnded end
            && state instanceof Live live
            && live.isUp()
            && live.work().deactivation().isEmpty()
        ? new Step(
            live.with(
                live.results()
                    .with(
                        end.temperature(),
                        end.number(),
                        new Run.Returned(end.outcome(), end.delay()))),
            List.of())
        : PeerMachine.step(state, event);
  }

  private static final class Misdirecting implements Machine {
    @Override
    public Step step(PeerState state, PeerEvent event) {
      return PeerMachine.step(state, event);
    }

    @Override
    public PeerState addressee(Gone earlier, PeerState present) {
      return present;
    }
  }
}
