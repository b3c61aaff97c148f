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
      throw bad(state, state.isEnd() ? "ends, but has messages" : "has no messages, and is no end");
    }
    state.terminate().ifPresent(m -> checkTerminate(state, m));
    Set<Class<?>> seen = new LinkedHashSet<>();
    for (Move<M> move : state.moves()) {
      if (!seen.add(move.message())) {
        throw bad(state, "has " + move.message().getSimpleName() + " twice");
      }
      if (move.targets().isEmpty()) {
        throw bad(state, "has " + move.message().getSimpleName() + " that leads nowhere");
      }
      for (String target : move.targets()) {
        if (spec.find(target).isEmpty()) {
          throw bad(
              state,
              "has "
                  + move.message().getSimpleName()
                  + " that leads to "
                  + target
                  + ", which is missing");
        }
      }
    }
  }

  private void checkTerminate(State<M> state, M message) {
    if (!state.moveFor(message).orElseThrow().targets().stream()
        .allMatch(t -> spec.find(t).map(State::isEnd).orElse(false))) {
      throw bad(state, "terminates with " + message + ", which does not lead to an end");
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
        throw bad(state, "cannot be reached from " + spec.initial().name());
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
                + target);
      }
    }
  }

  private IllegalArgumentException bad(State<M> state, String what) {
    return new IllegalArgumentException(
        "The table of " + spec.name() + " makes no sense: " + state.name() + " " + what);
  }
}
