package io.tempera.inbound.governor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.InboundVerdict;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.inbound.RemoteState;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Everything that two hot responders, a warm and an established one, the connection manager, the
 * clock and the multiplexer may do, in every order: what the machine does is permitted by the
 * reference's table, and right.
 */
final class ExhaustiveTest {
  /** Numbers below this are hot, one is warm, one is established. */
  private static final List<Integer> NUMBERS = List.of(2, 4, 5, 8);

  /**
   * The remote side, and the world around it. Rounds are counted from one again.
   *
   * @param running the responders that run
   * @param timer whether the idle timer runs
   * @param open what the machine wants to be told before anything else happens
   * @param forgotten nobody is told anything any more
   */
  private record World(
      Remote remote,
      SortedSet<Integer> running,
      boolean timer,
      List<Effect> open,
      boolean forgotten) {}

  private final TransitionTable table = TransitionTable.read();
  private final Set<String> transitions = new TreeSet<>();

  @Test
  void everyStepIsPermittedAndRight(TestReporter reporter) {
    Set<World> seen = new LinkedHashSet<>();
    Queue<World> open = new ArrayDeque<>();
    open.add(new World(Remote.UNFOLLOWED, new TreeSet<>(), false, List.of(), false));
    seen.addAll(open);
    long steps = 0;
    while (!open.isEmpty()) {
      World world = open.remove();
      for (Event event : events(world)) {
        steps++;
        World next = step(world, event);
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    reporter.publishEntry(
        "remote machine",
        "%d worlds, %d steps, %d kinds of transition"
            .formatted(seen.size(), steps, transitions.size()));

    assertThat(seen.size()).isGreaterThan(100);
    Set<String> notSeen = table.permitted();
    notSeen.removeAll(transitions);
    assertThat(notSeen)
        .as("identities are not said, and the code goes through WARM")
        .containsExactlyInAnyOrder(
            "NONE -> NONE",
            "WARM -> WARM",
            "IDLE -> IDLE",
            "COLD -> COLD",
            "IDLE -> HOT",
            "COLD -> HOT",
            "HOT -> IDLE");
  }

  private static List<Event> events(World world) {
    List<Event> events = new ArrayList<>();
    if (world.forgotten()) {
      return events;
    }
    if (!world.open().isEmpty()) {
      return results(world.open().getFirst());
    }
    events.add(new Event.Announced());
    for (int number : NUMBERS) {
      ProtocolKey key = new ProtocolKey(number, Direction.RESPONDER);
      if (world.running().contains(number)) {
        events.add(
            new Event.InSlot(
                new SlotEvent.Ended(key, temperature(number), "done", Optional.empty())));
        events.add(
            new Event.InSlot(
                new SlotEvent.Failed(
                    key,
                    temperature(number),
                    Failure.of(FailureCategory.PROTOCOL_CODE, "it threw"))));
      } else if (!world.remote().failed() && world.remote().state().isPresent()) {
        events.add(new Event.InSlot(new SlotEvent.Started(key, temperature(number))));
      }
      ProtocolKey ours = new ProtocolKey(number, Direction.INITIATOR);
      events.add(new Event.InSlot(new SlotEvent.Started(ours, temperature(number))));
      events.add(
          new Event.InSlot(
              new SlotEvent.Ended(ours, temperature(number), "done", Optional.empty())));
    }
    events.add(new Event.InSlot(new SlotEvent.MuxEnded(new MuxEnd.Stopped())));
    events.add(new Event.IdleTimeUp(world.remote().round() - 1));
    if (world.timer()) {
      events.add(new Event.IdleTimeUp(world.remote().round()));
    }
    events.add(new Event.Leave());
    return events;
  }

  private static List<Event> results(Effect asked) {
    return switch (asked) {
      case Effect.StartResponders() ->
          List.of(
              new Event.RespondersReady(),
              new Event.TooLate(),
              new Event.StartFailed("something failed here"));
      case Effect.RestartResponder r ->
          // A success is no event: this one changes nothing.
          List.of(
              new Event.IdleTimeUp(Integer.MIN_VALUE),
              new Event.TooLate(),
              new Event.StartFailed("something failed here"));
      case Effect.Demote() -> List.of(new Event.Demoted(true), new Event.Demoted(false));
      case Effect.Release() ->
          List.of(
              new Event.Released(Optional.of(InboundVerdict.COMMIT)),
              new Event.Released(Optional.of(InboundVerdict.KEEP)),
              new Event.Released(Optional.empty()));
      default -> throw new AssertionError(asked);
    };
  }

  private static Temperature temperature(int number) {
    return switch (number) {
      case 5 -> Temperature.WARM;
      case 8 -> Temperature.ESTABLISHED;
      default -> Temperature.HOT;
    };
  }

  private World step(World before, Event event) {
    Step step = RemoteMachine.step(before.remote(), event);
    Supplier<String> what = () -> before + " and " + event + " gave " + step;
    boolean timer =
        before.timer()
            && !(event instanceof Event.IdleTimeUp(int round) && round == before.remote().round());
    List<Effect> open = new ArrayList<>();
    if (!before.open().isEmpty()) {
      open.addAll(before.open().subList(1, before.open().size()));
    }
    boolean forgotten = false;
    Optional<RemoteState> at = before.remote().state();
    for (Effect effect : step.effects()) {
      switch (effect) {
        case Effect.SayTransition(var from, var to) -> {
          assertThat(from).as(what).isEqualTo(at);
          at = to;
          assertThat(table.permits(TransitionTable.text(from, to))).as(what).isTrue();
          transitions.add(TransitionTable.text(from, to));
        }
        case Effect.StartResponders s -> open.add(s);
        case Effect.RestartResponder r -> open.add(r);
        case Effect.Demote d -> open.add(d);
        case Effect.Release r -> open.add(r);
        case Effect.StartTimer(int round) -> {
          assertThat(round).as(what).isEqualTo(step.remote().round());
          timer = true;
        }
        case Effect.CancelTimer() -> timer = false;
        case Effect.Forget() -> forgotten = true;
        case Effect.Promote() -> assertThat(before.remote().running()).as(what).isZero();
        case Effect.StopMux s -> {
          // Its end is an event like any other.
        }
        case Effect.SayStartFailed s -> {
          // Nothing follows from it.
        }
      }
    }
    assertThat(at).as(what).isEqualTo(step.remote().state());
    assertThat(forgotten && step.remote().state().isPresent()).as(what).isFalse();
    assertThat(forgotten && timer).as(what).isFalse();
    World after =
        new World(
            new Remote(
                step.remote().state(),
                step.remote().hot(),
                step.remote().others(),
                1,
                step.remote().failed()),
            running(before, event),
            timer,
            forgotten ? List.of() : List.copyOf(open),
            forgotten);
    if (!forgotten && open.isEmpty() && !step.remote().failed()) {
      checkState(after, event, what);
    }
    return after;
  }

  private static SortedSet<Integer> running(World before, Event event) {
    SortedSet<Integer> running = new TreeSet<>(before.running());
    if (event instanceof Event.InSlot(SlotEvent.Started(ProtocolKey key, Temperature t))
        && key.direction() == Direction.RESPONDER) {
      running.add(key.number());
    } else if (event instanceof Event.InSlot(SlotEvent.Ended ended)
        && ended.key().direction() == Direction.RESPONDER) {
      running.remove(ended.key().number());
    } else if (event instanceof Event.InSlot(SlotEvent.Failed failed)) {
      running.remove(failed.key().number());
    }
    return running;
  }

  /** The state says what runs, once everything that was asked is answered. */
  private static void checkState(World world, Event event, Supplier<String> what) {
    long hot = world.running().stream().filter(n -> temperature(n) == Temperature.HOT).count();
    if (world.remote().state().isEmpty()) {
      return;
    }
    assertThat(world.remote().hot()).as(what).isEqualTo((int) hot);
    assertThat(world.remote().running()).as(what).isEqualTo(world.running().size());
    switch (world.remote().state().get()) {
      case HOT -> assertThat(hot).as(what).isPositive();
      case WARM -> assertThat(hot).as(what).isZero();
      case IDLE, COLD -> assertThat(world.running()).as(what).isEmpty();
    }
    if (world.remote().state().get() != RemoteState.IDLE) {
      assertThat(world.timer()).as(what).isFalse();
    }
    if (event instanceof Event.RespondersReady
        || event instanceof Event.Demoted(boolean yes) && yes) {
      assertThat(world.timer()).as(what).isTrue();
    }
  }
}
