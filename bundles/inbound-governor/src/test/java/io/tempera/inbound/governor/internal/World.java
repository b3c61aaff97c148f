package io.tempera.inbound.governor.internal;

import io.tempera.connection.InboundVerdict;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.mux.Direction;
import io.tempera.mux.MuxEnd;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.SlotEvent;
import io.tempera.protocol.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The remote side as the machine sees it, and everything around that it may hear of. Rounds are
 * counted from one again, so that there are not endlessly many worlds.
 *
 * @param running the responders that run
 * @param duplex what the connection is, once it is followed
 * @param timer whether the idle timer runs
 * @param maturing whether the other timer runs
 * @param open what the machine wants to be told before anything else happens
 * @param forgotten nobody is told anything any more
 */
record World(
    Remote remote,
    SortedSet<Integer> running,
    boolean duplex,
    boolean timer,
    boolean maturing,
    List<Effect> open,
    boolean forgotten) {
  /** Two are hot, one is warm, one is established. */
  static final List<Integer> NUMBERS = List.of(2, 4, 5, 8);

  static final World FIRST =
      new World(Remote.UNFOLLOWED, new TreeSet<>(), false, false, false, List.of(), false);

  static Temperature temperature(int number) {
    return switch (number) {
      case 5 -> Temperature.WARM;
      case 8 -> Temperature.ESTABLISHED;
      default -> Temperature.HOT;
    };
  }

  static SlotEvent started(ProtocolKey key) {
    return new SlotEvent.Started(key, temperature(key.number()));
  }

  static SlotEvent ended(ProtocolKey key) {
    return new SlotEvent.Ended(key, temperature(key.number()), "done", Optional.empty());
  }

  static SlotEvent failed(ProtocolKey key) {
    return new SlotEvent.Failed(
        key,
        temperature(key.number()),
        Failure.of(FailureCategory.PROTOCOL_CODE, "its code threw"));
  }

  boolean followed() {
    return remote.state().isPresent();
  }

  long hotRunning() {
    return running.stream().filter(n -> temperature(n) == Temperature.HOT).count();
  }

  /** Everything that may happen now. */
  List<Event> events() {
    if (forgotten) {
      return List.of();
    }
    if (!open.isEmpty()) {
      return answers(open.getFirst());
    }
    List<Event> events = new ArrayList<>();
    events.add(new Event.Announced());
    for (int number : NUMBERS) {
      ProtocolKey theirs = new ProtocolKey(number, Direction.RESPONDER);
      if (running.contains(number)) {
        events.add(new Event.InSlot(ended(theirs)));
        events.add(new Event.InSlot(failed(theirs)));
      } else if (followed()) {
        events.add(new Event.InSlot(started(theirs)));
      }
      ProtocolKey ours = new ProtocolKey(number, Direction.INITIATOR);
      events.add(new Event.InSlot(started(ours)));
      events.add(new Event.InSlot(ended(ours)));
      events.add(new Event.InSlot(failed(ours)));
    }
    events.add(new Event.InSlot(new SlotEvent.MuxEnded(new MuxEnd.Stopped())));
    // One that fired just when it was cancelled.
    events.add(new Event.IdleTimeUp(remote.round() - 1));
    if (timer) {
      events.add(new Event.IdleTimeUp(remote.round()));
    }
    if (maturing) {
      events.add(new Event.MatureTimeUp());
    }
    events.add(new Event.Leave());
    return events;
  }

  /** What may come of something that the machine asked for. */
  private static List<Event> answers(Effect asked) {
    return switch (asked) {
      case Effect.StartResponders() ->
          List.of(
              new Event.RespondersReady(true),
              new Event.RespondersReady(false),
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
      default -> throw new AssertionError(asked + " has no answer");
    };
  }

  /** What is so after an event, by what a machine made of it. */
  World after(Event event, Step step) {
    boolean idle =
        timer && !(event instanceof Event.IdleTimeUp(int round) && round == remote.round());
    boolean mature = maturing && !(event instanceof Event.MatureTimeUp);
    boolean gone = false;
    List<Effect> asked = new ArrayList<>(open.isEmpty() ? open : open.subList(1, open.size()));
    for (Effect effect : step.effects()) {
      switch (effect) {
        case Effect.StartTimer s -> idle = true;
        case Effect.CancelTimer c -> idle = false;
        case Effect.StartMaturing s -> mature = true;
        case Effect.StopMaturing s -> mature = false;
        case Effect.Forget f -> gone = true;
        case Effect.StartResponders s -> asked.add(s);
        case Effect.RestartResponder r -> asked.add(r);
        case Effect.Demote d -> asked.add(d);
        case Effect.Release r -> asked.add(r);
        default -> {
          // Nothing comes of it.
        }
      }
    }
    Remote now = step.remote();
    return new World(
        new Remote(now.state(), now.hot(), now.others(), 1, now.failed(), now.maturity()),
        runningAfter(event),
        event instanceof Event.RespondersReady(boolean both) ? both : duplex,
        idle,
        mature,
        gone ? List.of() : List.copyOf(asked),
        gone);
  }

  private SortedSet<Integer> runningAfter(Event event) {
    SortedSet<Integer> after = new TreeSet<>(running);
    if (event instanceof Event.InSlot(SlotEvent happened)) {
      switch (happened) {
        case SlotEvent.Started(var key, var t) when key.direction() == Direction.RESPONDER ->
            after.add(key.number());
        case SlotEvent.Ended e when e.key().direction() == Direction.RESPONDER ->
            after.remove(e.key().number());
        case SlotEvent.Failed f when f.key().direction() == Direction.RESPONDER ->
            after.remove(f.key().number());
        default -> {
          // No responder began or ended.
        }
      }
    }
    return after;
  }
}
