package io.tempera.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Takes a protocol's table line by line; see {@link ProtocolSpec}. For one thread. */
public final class ProtocolSpecBuilder<M> {
  private final String name;
  private final Map<String, State<M>> states = new LinkedHashMap<>();
  private Optional<State<M>> last = Optional.empty();

  ProtocolSpecBuilder(String name) {
    this.name = name;
  }

  /**
   * Adds a state; the lines that follow belong to it.
   *
   * @param agency whose turn it is
   * @param limits what the other side, which waits, allows for each message here
   */
  public ProtocolSpecBuilder<M> state(String state, Agency agency, Limits limits) {
    if (agency == Agency.NOBODY) {
      throw bad(state, "is an end if nobody has agency: add it with end");
    }
    return add(
        new State<>(state, agency, Optional.of(limits), List.of(), Optional.empty(), List.of()));
  }

  /** Adds a state in which the conversation is over. */
  public ProtocolSpecBuilder<M> end(String state) {
    return add(
        new State<>(
            state, Agency.NOBODY, Optional.empty(), List.of(), Optional.empty(), List.of()));
  }

  /** A message that may be sent here, and the state to which it leads. */
  public ProtocolSpecBuilder<M> on(Class<? extends M> message, String target) {
    return move(new Move<>(message, List.of(target), sent -> target, 0));
  }

  /**
   * A message that may be sent here and leads to one of several states, by what it says.
   *
   * @param choice names the state for one message: one of the targets
   */
  public <T extends M> ProtocolSpecBuilder<M> on(
      Class<T> message, Function<? super T, String> choice, String... targets) {
    return move(
        new Move<>(message, Arrays.asList(targets), sent -> choice.apply(message.cast(sent)), 0));
  }

  /**
   * The message before may be sent again before the first is answered, until {@value
   * Move#DEFAULT_MOST_OUTSTANDING} are outstanding.
   */
  public ProtocolSpecBuilder<M> pipelined() {
    return pipelined(Move.DEFAULT_MOST_OUTSTANDING);
  }

  /**
   * The message before may be sent again before the first is answered.
   *
   * @param mostOutstanding how many messages, whatever they are, may be outstanding with it, 1 or
   *     more: one more is refused, as only receiving an answer makes room
   */
  public ProtocolSpecBuilder<M> pipelined(int mostOutstanding) {
    if (mostOutstanding < 1) {
      throw new IllegalArgumentException(
          "The table of "
              + name
              + ": at least one message is outstanding when one is pipelined, not "
              + mostOutstanding);
    }
    State<M> state = last();
    List<Move<M>> moves = new ArrayList<>(state.moves());
    if (moves.isEmpty()) {
      throw bad(
          state.name(), "has no message yet that could be pipelined: say on before pipelined");
    }
    moves.add(moves.removeLast().asPipelined(mostOutstanding));
    return replace(state, moves, state.terminate(), state.resumable());
  }

  /** A message that may be sent here, and is what is sent here when terminating is asked for. */
  public ProtocolSpecBuilder<M> onTerminate(M message, String target) {
    @SuppressWarnings("unchecked")
    Class<? extends M> type = (Class<? extends M>) message.getClass();
    on(type, target);
    State<M> state = last();
    if (state.terminate().isPresent()) {
      throw bad(
          state.name(),
          "terminates with "
              + state.terminate().get()
              + " already, and one is enough: use on for "
              + message);
    }
    return replace(state, state.moves(), Optional.of(message), state.resumable());
  }

  /** The conversation may be handed over here, with nothing to remember. */
  public ProtocolSpecBuilder<M> handOver() {
    return handOver(0);
  }

  /**
   * The conversation may be handed over here.
   *
   * @param memoVersions the versions of a memo that this implementation understands, 0 for none
   */
  public ProtocolSpecBuilder<M> handOver(int... memoVersions) {
    State<M> state = last();
    if (Arrays.stream(memoVersions).anyMatch(v -> v < 0)) {
      throw bad(
          state.name(),
          "is handed over with memo versions "
              + Arrays.toString(memoVersions)
              + ": they begin with 1, and 0 stands for no memo");
    }
    return replace(
        state, state.moves(), state.terminate(), Arrays.stream(memoVersions).boxed().toList());
  }

  /**
   * The finished table. If it names no hand-over point, the initial state is one.
   *
   * @throws IllegalArgumentException when it makes no sense, naming the state
   */
  public ProtocolSpec<M> build() {
    if (states.isEmpty()) {
      throw new IllegalArgumentException(
          "The table of " + name + " has no state: begin it with one, with state or end");
    }
    if (states.values().stream().noneMatch(State::isHandOverPoint)) {
      last = Optional.of(states.values().iterator().next());
      handOver();
    }
    return new ProtocolSpec<>(name, states);
  }

  private ProtocolSpecBuilder<M> move(Move<M> move) {
    State<M> state = last();
    List<Move<M>> moves = new ArrayList<>(state.moves());
    moves.add(move);
    return replace(state, moves, state.terminate(), state.resumable());
  }

  private ProtocolSpecBuilder<M> add(State<M> state) {
    if (states.containsKey(state.name())) {
      throw bad(state.name(), "is there twice: give one of them another name");
    }
    return put(state);
  }

  private ProtocolSpecBuilder<M> replace(
      State<M> state, List<Move<M>> moves, Optional<M> terminate, List<Integer> resumable) {
    return put(
        new State<>(state.name(), state.agency(), state.limits(), moves, terminate, resumable));
  }

  private ProtocolSpecBuilder<M> put(State<M> state) {
    states.put(state.name(), state);
    last = Optional.of(state);
    return this;
  }

  private IllegalArgumentException bad(String state, String what) {
    return new IllegalArgumentException(
        "The table of " + name + " makes no sense: " + state + " " + what);
  }

  private State<M> last() {
    return last.orElseThrow(
        () ->
            new IllegalStateException(
                "Begin the table of " + name + " with a state: its lines follow it"));
  }
}
