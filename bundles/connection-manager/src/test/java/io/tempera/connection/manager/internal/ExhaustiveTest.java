package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Every event in every reachable state of an entry, with up to three callers, to the end: what the
 * machine does there is permitted by the reference's table, and nobody is left without an answer.
 */
final class ExhaustiveTest {
  /** An entry, and whether its timer runs. Rounds are counted from one again. */
  private record World(Entry entry, boolean timerRuns) {}

  private final TransitionTable table = TransitionTable.read();
  private final Set<String> transitions = new TreeSet<>();

  @Test
  void everyStepIsPermittedAndEveryCallerIsAnsweredOnce(TestReporter reporter) {
    Set<World> seen = new LinkedHashSet<>();
    Queue<World> open = new ArrayDeque<>();
    open.add(new World(Entry.absent(1, Samples.REMOTE, Optional.empty()), false));
    open.add(new World(Entry.absent(1, Samples.REMOTE, Optional.of(Samples.ID)), false));
    seen.addAll(open);
    long steps = 0;
    while (!open.isEmpty()) {
      World world = open.remove();
      for (Event event : EverythingThatCanHappen.to(world.entry(), world.timerRuns())) {
        steps++;
        World next = step(world, event);
        if (next.entry().exists() && seen.add(next)) {
          open.add(next);
        }
      }
    }
    reporter.publishEntry(
        "connection machine",
        "%d entries, %d steps, %d kinds of transition"
            .formatted(seen.size(), steps, transitions.size()));

    assertThat(seen.size()).isGreaterThan(500);
    assertThat(seen.stream().map(world -> world.entry().state()).collect(Collectors.toSet()))
        .as("the states in which an entry can rest; TERMINATED is only passed through")
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ConnectionState.values())
                .filter(state -> state != ConnectionState.TERMINATED)
                .toList());
    assertThat(rowsNotSeen()).isEqualTo(NOT_SEEN);
  }

  /**
   * The rows that never come up: those of a second connection between the same two addresses, which
   * ends the first entry here, those of a fresh variable, which only tracing sees, and identities,
   * which are not traced.
   */
  private static final Set<String> NOT_SEEN =
      new TreeSet<>(
          List.of(
              "AcceptedDuringTimeWait TERMINATING -> UNNEGOTIATED_IN",
              "Accepted TERMINATED -> UNNEGOTIATED_IN",
              "Overwritten RESERVED_OUTBOUND -> UNNEGOTIATED_IN",
              "Reserve TERMINATED -> RESERVED_OUTBOUND",
              "SelfConn UNNEGOTIATED_OUT -> UNNEGOTIATED_IN",
              "SelfConnInverse UNNEGOTIATED_IN -> UNNEGOTIATED_OUT",
              "SelfConnNegotiated OUTBOUND_IDLE_DUP -> INBOUND_IDLE_DUP",
              "SelfConnNegotiated OUTBOUND_IDLE_UNI -> INBOUND_IDLE_UNI",
              "SelfConnNegotiatedInverse INBOUND_IDLE_UNI -> OUTBOUND_UNI",
              "SelfConnNegotiatedOutbound UNNEGOTIATED_IN -> OUTBOUND_DUP_TICKING",
              "SelfConnNegotiatedOutbound UNNEGOTIATED_IN -> OUTBOUND_UNI",
              "SelfNegotiatedInbound UNNEGOTIATED_OUT -> INBOUND_IDLE_DUP",
              "SelfNegotiatedInbound UNNEGOTIATED_OUT -> INBOUND_IDLE_UNI"));

  private Set<String> rowsNotSeen() {
    return table.rows().stream()
        .filter(row -> row.isPermitted() && !row.name().equals("Identity"))
        .filter(row -> !row.from().startsWith("ANY"))
        .filter(row -> !transitions.contains(row.from() + " -> " + row.to()))
        .map(row -> row.name() + " " + row.from() + " -> " + row.to())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private World step(World before, Event event) {
    Step step = ConnectionMachine.step(before.entry(), event);
    Supplier<String> what = () -> before + " and " + event + " gave " + step;

    checkTransitions(before.entry(), step, what);
    checkAnswers(before.entry(), event, step, what);
    checkClosing(before.entry(), event, step, what);
    checkAnnouncement(before.entry(), step, what);
    boolean timerRuns = timerAfter(before, event, step, what);
    if (step.entry().exists()) {
      Step shutdown = ConnectionMachine.step(step.entry(), new Event.Shutdown());
      assertThat(shutdown.entry().state()).as(what).isEqualTo(ConnectionState.UNKNOWN);
    } else {
      assertThat(step.entry().waiting()).as(what).isEmpty();
      assertThat(step.entry().handle()).as(what).isEmpty();
    }
    return new World(step.entry().withRound(1), timerRuns);
  }

  private void checkTransitions(Entry before, Step step, Supplier<String> what) {
    ConnectionState at = before.state();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Say(ConnectionTrace.Transition transition)) {
        assertThat(transition.from()).as(what).isEqualTo(at);
        at = transition.to();
        assertThat(table.permits(transition.from(), at)).as(what).isTrue();
        transitions.add(transition.from() + " -> " + at);
      }
    }
    assertThat(at).as(what).isEqualTo(step.entry().state());
  }

  private static void checkAnswers(Entry before, Event event, Step step, Supplier<String> what) {
    List<Caller> expected =
        new ArrayList<>(before.waiting().stream().map(Waiting::caller).toList());
    asking(event).ifPresent(expected::add);
    List<Caller> found =
        new ArrayList<>(step.entry().waiting().stream().map(Waiting::caller).toList());
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Answer(Caller caller, Reply reply)) {
        found.add(caller);
      }
    }
    assertThat(found).as(what).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static Optional<Caller> asking(Event event) {
    return switch (event) {
      case Event.Acquire acquire -> Optional.of(acquire.caller());
      case Event.Include include -> Optional.of(include.caller());
      case Event.Release(Caller caller) -> Optional.of(caller);
      case Event.ReleaseInbound(Caller caller) -> Optional.of(caller);
      case Event.PromotedToWarmRemote(Caller caller) -> Optional.of(caller);
      case Event.DemotedToColdRemote(Caller caller) -> Optional.of(caller);
      case Event.WatchDemotion(Caller caller) -> Optional.of(caller);
      default -> Optional.empty();
    };
  }

  /** What is open is closed exactly when it stops being so, and said to be. */
  private static void checkClosing(Entry before, Event event, Step step, Supplier<String> what) {
    boolean wasOpen = States.isOpen(before.state());
    boolean isOpen = States.isOpen(step.entry().state());
    assertThat(count(step, ConnectionTrace.Closed.class))
        .as(what)
        .isEqualTo(wasOpen && !isOpen ? 1 : 0);
    boolean hadSomething =
        wasOpen
            || States.isUnnegotiated(before.state())
            || before.state() == ConnectionState.RESERVED_OUTBOUND;
    boolean hasNothing =
        !step.entry().exists() || step.entry().state() == ConnectionState.TERMINATING;
    if (hadSomething && hasNothing && !(event instanceof Event.DialFailed)) {
      assertThat(step.effects()).as(what).contains(new Effect.Close(1));
    } else if (!hasNothing) {
      assertThat(step.effects()).as(what).doesNotContain(new Effect.Close(1));
    }
  }

  /** Responders' starters are told before the one who waits for the connection. */
  private static void checkAnnouncement(Entry before, Step step, Supplier<String> what) {
    boolean opens = before.handle().isEmpty() && step.entry().handle().isPresent();
    assertThat(count(step, ConnectionTrace.Opened.class)).as(what).isEqualTo(opens ? 1 : 0);
    int announced = -1;
    int connected = Integer.MAX_VALUE;
    for (int i = 0; i < step.effects().size(); i++) {
      switch (step.effects().get(i)) {
        case Effect.Announce a -> {
          assertThat(announced).as(what).isNegative();
          announced = i;
        }
        case Effect.Answer(
                Caller c,
                Reply.Connection(AcquireResult.Connected(ConnectionHandle handle))) -> {
          connected = Math.min(connected, i);
          assertThat(Optional.of(handle)).as(what).isEqualTo(step.entry().handle());
        }
        default -> {
          // Nothing to do with it.
        }
      }
    }
    boolean toAnnounce =
        opens && step.entry().handle().filter(ConnectionMachine::isAnnounced).isPresent();
    assertThat(announced >= 0).as(what).isEqualTo(toAnnounce);
    assertThat(announced).as(what).isLessThan(connected);
  }

  private static boolean timerAfter(World before, Event event, Step step, Supplier<String> what) {
    boolean runs =
        before.timerRuns()
            && !(event instanceof Event.TimeUp(int round) && round == before.entry().round());
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.StartTimer start) {
        runs = true;
        assertThat(start.round()).as(what).isEqualTo(step.entry().round());
      } else if (effect instanceof Effect.CancelTimer) {
        runs = false;
        assertThat(step.entry().round()).as(what).isNotEqualTo(before.entry().round());
      }
    }
    if (States.isOutboundIdle(step.entry().state())) {
      assertThat(runs).as(what).isTrue();
    } else if (step.entry().state() != ConnectionState.TERMINATING) {
      assertThat(runs).as(what).isFalse();
    }
    return runs;
  }

  private static long count(Step step, Class<? extends ConnectionTrace> type) {
    return step.effects().stream()
        .filter(effect -> effect instanceof Effect.Say(var trace) && type.isInstance(trace))
        .count();
  }
}
