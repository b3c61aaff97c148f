package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.ConnectionTrace.PruneConnections;
import io.tempera.handshake.DataFlow;
import io.tempera.mux.MuxEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the explorations are worth: each mistake that is built in is noticed. */
@Timeout(300)
final class MistakesTest {
  static Stream<Arguments> wrongWays() {
    return Stream.of(
        mistake(
            "what we are closing may be used again",
            Mistakes.arrow(
                ConnectionState.OUTBOUND_IDLE_DUP,
                Event.Acquire.class,
                ConnectionState.INBOUND_IDLE_DUP)),
        mistake(
            "a unidirectional connection of theirs is for us",
            Mistakes.arrow(
                ConnectionState.INBOUND_UNI, Event.Acquire.class, ConnectionState.INBOUND_DUP)),
        mistake(
            "what may still be used is closed",
            Mistakes.arrow(
                ConnectionState.OUTBOUND_DUP_TICKING,
                Event.Release.class,
                ConnectionState.OUTBOUND_DUP_EXPIRED)),
        mistake(
            "who lets go takes the remote side along",
            Mistakes.arrow(
                ConnectionState.DUPLEX, Event.Release.class, ConnectionState.OUTBOUND_DUP_TICKING)),
        mistake(
            "the remote side begins twice",
            Mistakes.arrow(
                ConnectionState.INBOUND_DUP,
                Event.PromotedToWarmRemote.class,
                ConnectionState.INBOUND_IDLE_DUP)),
        mistake(
            "the remote side is closed in the middle",
            Mistakes.arrow(
                ConnectionState.INBOUND_UNI,
                Event.ReleaseInbound.class,
                ConnectionState.INBOUND_IDLE_UNI)),
        mistake(
            "a remote side that stops takes us along",
            Mistakes.arrow(
                ConnectionState.DUPLEX,
                Event.DemotedToColdRemote.class,
                ConnectionState.INBOUND_DUP)),
        mistake(
            "a remote side cannot begin",
            Mistakes.mistaking(
                Event.PromotedToWarmRemote.class::isInstance,
                asked -> new Event.DemotedToColdRemote(StepRules.asking(asked).orElseThrow()))),
        mistake(
            "what was accepted is ours",
            Mistakes.arrow(
                ConnectionState.UNNEGOTIATED_IN,
                Event.Negotiated.class,
                ConnectionState.UNNEGOTIATED_OUT)),
        mistake(
            "a refusal breaks the connection",
            Mistakes.mistaking(
                Event.HandshakeRefused.class::isInstance,
                event -> new Event.HandshakeBroken(((Event.HandshakeRefused) event).reason()))),
        mistake("a late timer counts", Mistakes.lateTimers()),
        mistake("there is no time-wait", Mistakes.noTimeWait()),
        mistake("who gives up closes what is not its own", Mistakes.everyGiverUpCloses()));
  }

  static Stream<Arguments> wrongDeeds() {
    return Stream.of(
        mistake("a change is not said", Mistakes.without(Mistakes::isTransition)),
        mistake(
            "an end is not said", Mistakes.without(Mistakes.said(ConnectionTrace.Closed.class))),
        mistake(
            "an end is said twice", Mistakes.twice(Mistakes.said(ConnectionTrace.Closed.class))),
        mistake(
            "a state changes in silence",
            Mistakes.silently(
                ConnectionState.INBOUND_IDLE_DUP, Event.TimeUp.class, ConnectionState.TERMINATING)),
        mistake("nothing is closed", Mistakes.without(Effect.Close.class::isInstance)),
        mistake("a caller is not answered", Mistakes.without(Mistakes.answer(Reply.Again.class))),
        mistake("a caller is answered twice", Mistakes.twice(Mistakes.answer(Reply.State.class))),
        mistake("timers are not set", Mistakes.without(Effect.StartTimer.class::isInstance)),
        mistake("timers go on", Mistakes.without(Effect.CancelTimer.class::isInstance)),
        mistake("nobody is told", Mistakes.without(Effect.Announce.class::isInstance)),
        mistake("who asked hears of it first", Mistakes.tooLate(Effect.Announce.class::isInstance)),
        mistake("failures are not judged", Mistakes.without(Effect.Judge.class::isInstance)),
        mistake("failures are judged twice", Mistakes.twice(Effect.Judge.class::isInstance)),
        mistake("who holds it is forgotten", Mistakes.entry(MistakesTest::asIfNew)),
        mistake("who waits is forgotten", Mistakes.entry(entry -> entry.withWaiting(List.of()))));
  }

  private static Arguments mistake(String what, Machine wrong) {
    return Arguments.of(what, wrong);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"wrongWays", "wrongDeeds"})
  void theExplorationOfTheMachineFindsThat(String what, Machine wrong) {
    MachineExploration exploration = new MachineExploration(wrong);
    assertThatThrownBy(
            () -> {
              exploration.explore();
              ExhaustiveTest.check(exploration);
            })
        .isInstanceOf(AssertionError.class);
  }

  static Stream<Arguments> keepers() {
    return Stream.of(
        Arguments.of("one more than may be", making(r -> new Room(r.hardLimit() + 1, r.order()))),
        Arguments.of("one less than may be", making(r -> new Room(r.hardLimit() - 1, r.order()))),
        Arguments.of("the policy is not heard", making(r -> new Room(r.hardLimit(), List.of()))),
        Arguments.of(
            "the last one that the policy names goes first",
            making(r -> new Room(r.hardLimit(), r.order().reversed()))),
        Arguments.of(
            "one more comes in than may",
            new Keeper() {
              @Override
              int limitOfIncluding(int hardLimit) {
                return hardLimit + 1;
              }
            }),
        Arguments.of("a pruned one stays", pruning(event -> new Event.TimeUp(-1))),
        Arguments.of("a pruned one ends as if all did", pruning(event -> new Event.Shutdown())),
        Arguments.of("a pruned one is closed in peace", pruning(MistakesTest::inPeace)),
        Arguments.of(
            "nothing is closed", keeping(Mistakes.without(Effect.Close.class::isInstance))),
        Arguments.of(
            "pruning is not said",
            doing(
                effects ->
                    effects.stream()
                        .filter(Predicate.not(Mistakes.said(PruneConnections.class)))
                        .toList())),
        Arguments.of("the change comes before the room", doing(MistakesTest::lastChangeFirst)));
  }

  private static Entry asIfNew(Entry entry) {
    return entry
        .withState(ConnectionState.UNKNOWN, StepRules.LATER)
        .withState(entry.state(), StepRules.LATER);
  }

  private static Event inPeace(Event pruned) {
    return new Event.MuxEnded(new MuxEnd.Stopped());
  }

  private static List<Effect> lastChangeFirst(List<Effect> effects) {
    List<Effect> turned = new ArrayList<>(effects);
    effects.stream()
        .filter(Mistakes::isTransition)
        .reduce((first, second) -> second)
        .ifPresent(
            last -> {
              turned.remove(last);
              turned.addFirst(last);
            });
    return turned;
  }

  private static Keeper making(UnaryOperator<Room> mistake) {
    return new Keeper() {
      @Override
      Room room(int hardLimit, Happening.Ask ask) {
        return mistake.apply(super.room(hardLimit, ask));
      }
    };
  }

  private static Keeper pruning(UnaryOperator<Event> mistake) {
    return keeping(Mistakes.mistaking(Event.Pruned.class::isInstance, mistake));
  }

  private static Keeper keeping(Machine wrong) {
    return new Keeper() {
      @Override
      Machine machine() {
        return wrong;
      }
    };
  }

  private static Keeper doing(UnaryOperator<List<Effect>> mistake) {
    return new Keeper() {
      @Override
      List<Effect> done(List<Effect> effects) {
        return mistake.apply(effects);
      }
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keepers")
  void theExplorationOfTheRegistryFindsThat(String what, Keeper wrong) {
    assertThatThrownBy(
            () -> new RegistryExploration(wrong, 2, 3, List.of(DataFlow.DUPLEX)).explore())
        .isInstanceOf(AssertionError.class);
  }
}
