package io.tempera.kit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds what makes no sense in a table, when it is built rather than when it runs. */
final class TableCheck<M> {
  private final ProtocolSpec<M> spec;

  TableCheck(ProtocolSpec<M> spec) {
    this.spec = spec;
  }

  /** Throws an {@link IllegalArgumentException} that names table, state and message. */
  void check() {
    for (State<M> state : spec.states()) {
      checkMoves(state);
    }
    checkReachable();
    for (State<M> state : spec.states()) {
      state.moves().stream().filter(Move::pipelined).forEach(m -> checkPipelined(state, m));
    }
  }

  private void checkMoves(State<M> state) {
    if (state.isEnd() != state.moves().isEmpty()) {
      throw bad(
          state,
          state.isEnd()
              ? "ends, but has messages: begin a state for them, or leave them out"
              : "has no messages, and is no end: add its messages with on, or make it an end");
    }
    if (state.isEnd() && state.isHandOverPoint()) {
      throw bad(
          state,
          "ends, so that nothing is left to hand over: let handOver follow the state before it");
    }
    state.terminate().ifPresent(m -> checkTerminate(state, m));
    Set<Class<?>> seen = new LinkedHashSet<>();
    for (Move<M> move : state.moves()) {
      if (!seen.add(move.message())) {
        throw bad(
            state,
            "has "
                + move.message().getSimpleName()
                + " twice: let one line choose by what the message says, on(message, choice, targets)");
      }
      if (move.targets().isEmpty()) {
        throw bad(
            state,
            "has "
                + move.message().getSimpleName()
                + " that leads nowhere: list all targets of its choice behind it");
      }
      for (String target : move.targets()) {
        if (spec.find(target).isEmpty()) {
          throw bad(
              state,
              "has "
                  + move.message().getSimpleName()
                  + " that leads to "
                  + target
                  + ", which is missing: add that state, or name another");
        }
      }
    }
  }

  private void checkTerminate(State<M> state, M message) {
    if (!state.moveFor(message).orElseThrow().targets().stream()
        .allMatch(t -> spec.find(t).map(State::isEnd).orElse(false))) {
      throw bad(
          state,
          "terminates with "
              + message
              + ", which does not lead to an end: let it lead to one, or use on for a message that is"
              + " not the last");
    }
  }

  private void checkReachable() {
    Set<String> reached = new LinkedHashSet<>();
    List<State<M>> open = new ArrayList<>(List.of(spec.initial()));
    while (!open.isEmpty()) {
      State<M> state = open.removeLast();
      if (reached.add(state.name())) {
        state.moves().forEach(m -> m.targets().forEach(t -> open.add(spec.state(t))));
      }
    }
    for (State<M> state : spec.states()) {
      if (!reached.contains(state.name())) {
        throw bad(
            state,
            "cannot be reached from "
                + spec.initial().name()
                + ": let a message lead there, or leave it out");
      }
    }
  }

  /** What is pipelined must come back, through the other side's answers, to where it was sent. */
  private void checkPipelined(State<M> from, Move<M> move) {
    for (String target : move.targets()) {
      State<M> answering = spec.state(target);
      boolean returns =
          !answering.isEnd()
              && answering.agency() != from.agency()
              && spec.answersFrom(answering).stream().allMatch(s -> s.isEnd() || s.equals(from));
      if (!returns) {
        throw bad(
            from,
            "pipelines "
                + move.message().getSimpleName()
                + ", whose answers do not lead back to it from "
                + target
                + ": let them, or do not pipeline it");
      }
    }
  }

  private IllegalArgumentException bad(State<M> state, String what) {
    return new IllegalArgumentException(
        "The table of " + spec.name() + " makes no sense: " + state.name() + " " + what);
  }
}
