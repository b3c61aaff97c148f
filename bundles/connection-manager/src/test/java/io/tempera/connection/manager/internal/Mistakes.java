package io.tempera.connection.manager.internal;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** {@link ConnectionMachine}, wrong in one small way. */
final class Mistakes {
  private Mistakes() {}

  /** Some effects are not wanted. */
  static Machine without(Predicate<Effect> which) {
    return changed(effects -> effects.stream().filter(which.negate()).toList());
  }

  /** Some effects are wanted twice. */
  static Machine twice(Predicate<Effect> which) {
    return changed(
        effects ->
            effects.stream()
                .flatMap(e -> Collections.nCopies(which.test(e) ? 2 : 1, e).stream())
                .toList());
  }

  /** Some effects come last. */
  static Machine tooLate(Predicate<Effect> which) {
    return changed(
        effects -> {
          List<Effect> moved = new ArrayList<>(effects.stream().filter(which.negate()).toList());
          moved.addAll(effects.stream().filter(which).toList());
          return moved;
        });
  }

  private static Machine changed(UnaryOperator<List<Effect>> change) {
    return (entry, event, now) -> {
      Step step = ConnectionMachine.step(entry, event, now);
      return new Step(step.entry(), change.apply(step.effects()));
    };
  }

  /** An event is taken for another one. */
  static Machine mistaking(Predicate<Event> which, UnaryOperator<Event> other) {
    return (entry, event, now) ->
        ConnectionMachine.step(entry, which.test(event) ? other.apply(event) : event, now);
  }

  /** A timer of an earlier round counts too. */
  static Machine lateTimers() {
    return (entry, event, now) ->
        ConnectionMachine.step(
            entry, event instanceof Event.TimeUp ? new Event.TimeUp(entry.round()) : event, now);
  }

  /** In a state, an event does what it does in another; what is said of it fits. */
  static Machine arrow(
      ConnectionState in, Class<? extends Event> kind, ConnectionState insteadAsIn) {
    return (entry, event, now) -> {
      if (entry.state() != in || !kind.isInstance(event)) {
        return ConnectionMachine.step(entry, event, now);
      }
      Step step = ConnectionMachine.step(entry.withState(insteadAsIn, now), event, now);
      List<Effect> effects = new ArrayList<>();
      boolean first = true;
      for (Effect effect : step.effects()) {
        if (first && effect instanceof Effect.Say(ConnectionTrace.Transition t)) {
          effects.add(
              new Effect.Say(
                  new ConnectionTrace.Transition(t.remote(), t.connectionId(), in, t.to())));
          first = false;
        } else {
          effects.add(effect);
        }
      }
      boolean moved = step.entry().state() != insteadAsIn;
      return new Step(moved ? step.entry() : step.entry().withState(in, now), effects);
    };
  }

  /** In a state, something happens in silence that leads elsewhere. */
  static Machine silently(ConnectionState from, Class<? extends Event> kind, ConnectionState to) {
    return (entry, event, now) -> {
      Step step = ConnectionMachine.step(entry, event, now);
      return entry.state() == from && kind.isInstance(event)
          ? new Step(step.entry().withState(to, now), step.effects())
          : step;
    };
  }

  /** The entry is not what it should be. */
  static Machine entry(UnaryOperator<Entry> change) {
    return (entry, event, now) -> {
      Step step = ConnectionMachine.step(entry, event, now);
      return new Step(change.apply(step.entry()), step.effects());
    };
  }

  /** Who only waited for somebody else's connection takes it along when it gives up. */
  static Machine everyGiverUpCloses() {
    return (entry, event, now) -> {
      Step step = ConnectionMachine.step(entry, event, now);
      if (!(event instanceof Event.GaveUp) || !step.entry().exists()) {
        return step;
      }
      Step more = ConnectionMachine.step(step.entry(), new Event.Replaced(), now);
      List<Effect> both = new ArrayList<>(step.effects());
      both.addAll(more.effects());
      return new Step(more.entry(), both);
    };
  }

  /** What is closed because nobody used it may be opened again at once. */
  static Machine noTimeWait() {
    return (entry, event, now) ->
        ConnectionMachine.step(
            entry.state() == ConnectionState.TERMINATING ? entry.withLingers(false) : entry,
            event,
            now);
  }

  static boolean isTransition(Effect effect) {
    return effect instanceof Effect.Say(ConnectionTrace.Transition t);
  }

  static Predicate<Effect> answer(Class<? extends Reply> kind) {
    return effect -> effect instanceof Effect.Answer(Caller c, Reply r) && kind.isInstance(r);
  }

  static Predicate<Effect> said(Class<? extends ConnectionTrace> kind) {
    return effect -> effect instanceof Effect.Say(var trace) && kind.isInstance(trace);
  }
}
