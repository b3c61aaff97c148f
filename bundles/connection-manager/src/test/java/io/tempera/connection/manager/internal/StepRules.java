package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.DisconnectReason;
import io.tempera.connection.Holder;
import io.tempera.connection.Provenance;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.MuxError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What holds of every step of one entry, whatever it was and whatever happened. */
final class StepRules {
  /** When steps are made: what is older than this was there before. */
  static final Instant LATER = Samples.NOW.plusSeconds(1);

  /**
   * In which states the wait for the end of the outbound side goes on (ouroboros-network
   * ConnectionManager.Core, waitForOutboundDemotion).
   */
  private static final Set<ConnectionState> OUTBOUND =
      EnumSet.of(
          ConnectionState.RESERVED_OUTBOUND,
          ConnectionState.UNNEGOTIATED_OUT,
          ConnectionState.OUTBOUND_UNI,
          ConnectionState.OUTBOUND_DUP_TICKING,
          ConnectionState.OUTBOUND_DUP_EXPIRED,
          ConnectionState.OUTBOUND_IDLE_UNI,
          ConnectionState.OUTBOUND_IDLE_DUP,
          ConnectionState.DUPLEX,
          ConnectionState.TERMINATING);

  private final TransitionTable table;
  private final Set<String> transitions = new TreeSet<>();

  StepRules(TransitionTable table) {
    this.table = table;
  }

  Set<String> transitions() {
    return transitions;
  }

  /**
   * Looks at one step.
   *
   * @return whether the entry's timer runs after it
   */
  boolean check(MachineExploration.World world, Event event, Step step) {
    Entry before = world.entry();
    Supplier<String> what = () -> world + " and " + event + " gave " + step;
    transitions(before, event, step, what);
    answers(before, event, step, what);
    waiting(before, event, step, what);
    closing(before, event, step, what);
    announcement(before, step, what);
    judging(before, event, step, what);
    holders(before, step, what);
    timeWait(before, event, step, what);
    if (!step.entry().exists()) {
      assertThat(step.entry().waiting()).as(what).isEmpty();
      assertThat(step.entry().handle()).as(what).isEmpty();
    }
    return timer(world, event, step, what);
  }

  private void transitions(Entry before, Event event, Step step, Supplier<String> what) {
    ConnectionState at = before.state();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Say(ConnectionTrace.Transition transition)) {
        assertThat(transition.from()).as(what).isEqualTo(at);
        at = transition.to();
        assertThat(table.permits(transition.from(), at)).as(what).isTrue();
        transitions.add(transition.from() + " -> " + at);
      } else if (effect instanceof Effect.Answer(Caller caller, Reply.Demoted reply)) {
        assertThat(at).as(what).isNotIn(OUTBOUND);
      }
    }
    assertThat(at).as(what).isEqualTo(step.entry().state());
    if (event instanceof Event.DemotedToColdRemote && at == before.state() && States.isOpen(at)) {
      transitions.add(at + " -> " + at);
    }
  }

  private static void answers(Entry before, Event event, Step step, Supplier<String> what) {
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

  /** Who asks with an event. */
  static Optional<Caller> asking(Event event) {
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

  /** Nobody waits for what has come, and whoever gives up ends only what was begun for it. */
  private static void waiting(Entry before, Event event, Step step, Supplier<String> what) {
    ConnectionState state = step.entry().state();
    for (Waiting waiting : step.entry().waiting()) {
      boolean mayWait =
          switch (waiting.kind()) {
            case OPEN, INCLUDE, JOIN ->
                state == ConnectionState.RESERVED_OUTBOUND || States.isUnnegotiated(state);
            case RETRY -> state != ConnectionState.UNKNOWN;
            case RELEASE -> States.isOutboundIdle(state);
            case DEMOTION -> OUTBOUND.contains(state);
          };
      assertThat(mayWait).as(what).isTrue();
    }
    if (event instanceof Event.GaveUp(Caller caller)) {
      Waiting.Kind kind =
          before.waiting().stream()
              .filter(waiting -> waiting.caller() == caller)
              .findFirst()
              .orElseThrow()
              .kind();
      boolean itsOwn = kind == Waiting.Kind.OPEN || kind == Waiting.Kind.INCLUDE;
      assertThat(state).as(what).isEqualTo(itsOwn ? ConnectionState.UNKNOWN : before.state());
    }
  }

  /** What is open is closed exactly when it stops being so, and said to be. */
  private static void closing(Entry before, Event event, Step step, Supplier<String> what) {
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
  private static void announcement(Entry before, Step step, Supplier<String> what) {
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

  /** Each failure of a connection is judged once, as one of whoever opened it. */
  private static void judging(Entry before, Event event, Step step, Supplier<String> what) {
    List<Provenance> expected = new ArrayList<>();
    switch (event) {
      case Event.HandshakeRefused refused -> opener(before).ifPresent(expected::add);
      case Event.HandshakeBroken(DisconnectReason.HandlerFailed failed) ->
          opener(before).ifPresent(expected::add);
      case Event.MuxEnded(MuxEnd.Failed(MuxError error)) -> {
        boolean isClose = error instanceof MuxError.BearerClosed && States.isUnused(before.state());
        before
            .handle()
            .filter(handle -> !isClose)
            .ifPresent(handle -> expected.add(handle.provenance()));
      }
      default -> {
        // No failure.
      }
    }
    List<Provenance> found = new ArrayList<>();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Judge(Provenance opener, var failure)) {
        found.add(opener);
      }
    }
    assertThat(found).as(what).isEqualTo(expected);
  }

  private static Optional<Provenance> opener(Entry before) {
    return switch (before.state()) {
      case UNNEGOTIATED_IN -> Optional.of(Provenance.INBOUND);
      case UNNEGOTIATED_OUT -> Optional.of(Provenance.OUTBOUND);
      default -> Optional.empty();
    };
  }

  /** Something holds what is there, and what held it before does so without a break. */
  private static void holders(Entry before, Step step, Supplier<String> what) {
    assertThat(step.entry().holders().isEmpty()).as(what).isEqualTo(!step.entry().exists());
    List<Holder.Kind> kinds = before.holders().stream().map(Holder::kind).toList();
    boolean began = before.exists() && step.effects().stream().noneMatch(StepRules::isReset);
    for (Holder holder : step.entry().holders()) {
      assertThat(holder.since())
          .as(what)
          .isEqualTo(began && kinds.contains(holder.kind()) ? Samples.NOW : LATER);
    }
  }

  private static boolean isReset(Effect effect) {
    return effect instanceof Effect.Say(ConnectionTrace.Transition t)
        && t.to() == ConnectionState.UNKNOWN;
  }

  /** Only what nobody used has a time-wait, and that begins when the socket is closed. */
  private static void timeWait(Entry before, Event event, Step step, Supplier<String> what) {
    ConnectionState state = step.entry().state();
    if (state == ConnectionState.TERMINATING && before.state() != state) {
      assertThat(step.entry().lingers()).as(what).isEqualTo(States.isUnused(before.state()));
    }
    if (before.state() == ConnectionState.TERMINATING && event instanceof Event.MuxEnded) {
      assertThat(state == ConnectionState.TERMINATING).as(what).isEqualTo(before.lingers());
      assertThat(step.effects().stream().anyMatch(Effect.StartTimer.class::isInstance))
          .as(what)
          .isEqualTo(before.lingers());
    }
  }

  private static boolean timer(
      MachineExploration.World world, Event event, Step step, Supplier<String> what) {
    boolean late = event instanceof Event.TimeUp(int round) && round != world.entry().round();
    if (late) {
      assertThat(step).as(what).isEqualTo(new Step(world.entry(), List.of()));
    }
    boolean runs = world.timerRuns() && (late || !(event instanceof Event.TimeUp));
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.StartTimer start) {
        runs = true;
        assertThat(start.round()).as(what).isEqualTo(step.entry().round());
        assertThat(start.kind())
            .as(what)
            .isEqualTo(
                step.entry().state() == ConnectionState.TERMINATING
                    ? Effect.TimerKind.TIME_WAIT
                    : Effect.TimerKind.OUTBOUND_IDLE);
      } else if (effect instanceof Effect.CancelTimer) {
        runs = false;
        assertThat(step.entry().round()).as(what).isNotEqualTo(world.entry().round());
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
