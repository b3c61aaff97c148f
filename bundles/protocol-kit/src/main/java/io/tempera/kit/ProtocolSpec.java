package io.tempera.kit;

import io.tempera.protocol.Position;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A protocol as one readable table: its states, whose turn it is in each, what may be sent and
 * where that leads, limits, what may be pipelined, how it terminates, and where it may be handed
 * over.
 *
 * <pre>{@code
 * ProtocolSpec.<Message>named("keep-alive")
 *     .state("StClient", INITIATOR, bytes(65_535).within(ofSeconds(97)))
 *     .on(Request.class, "StServer")
 *     .onTerminate(new Done(), "StDone")
 *     .handOver()
 *     .state("StServer", RESPONDER, bytes(65_535).within(ofSeconds(60)))
 *     .on(Response.class, "StClient")
 *     .end("StDone")
 *     .build();
 * }</pre>
 *
 * <p>Building it checks that it makes sense, and {@link #page} prints it. Immutable.
 *
 * @param <M> what all messages of the protocol have in common, typically a sealed interface
 */
public final class ProtocolSpec<M> {
  private final String name;
  private final Map<String, State<M>> states;
  private final Map<String, Position> positions = new LinkedHashMap<>();
  private final Set<String> answersMayEnd = new LinkedHashSet<>();
  private final List<String> handOverPoints;

  ProtocolSpec(String name, Map<String, State<M>> states) {
    this.name = name;
    this.states = new LinkedHashMap<>(states);
    handOverPoints =
        states.values().stream().filter(State::isHandOverPoint).map(State::name).toList();
    new TableCheck<>(this).check();
    for (State<M> state : states.values()) {
      positions.put(state.name(), new Position(name, state.name(), state.agency().half()));
      if (answersFrom(state).stream().anyMatch(State::isEnd)) {
        answersMayEnd.add(state.name());
      }
    }
  }

  /** Begins a table. The first state that is added is the initial one. */
  public static <M> ProtocolSpecBuilder<M> named(String name) {
    return new ProtocolSpecBuilder<>(name);
  }

  /** The protocol's name, for people. */
  public String name() {
    return name;
  }

  /** Where a conversation begins. */
  public State<M> initial() {
    return states.values().iterator().next();
  }

  /** All states, in the table's order. */
  public List<State<M>> states() {
    return List.copyOf(states.values());
  }

  /** The state of that name. */
  public Optional<State<M>> find(String state) {
    return Optional.ofNullable(states.get(state));
  }

  /**
   * The state of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public State<M> state(String state) {
    State<M> found = states.get(state);
    if (found == null) {
      throw new IllegalArgumentException(
          name + " has no state " + state + ", only " + states.keySet());
    }
    return found;
  }

  /** Whether the protocol has an end at all. */
  public boolean canEnd() {
    return states.values().stream().anyMatch(State::isEnd);
  }

  /** The states in which a side can end the conversation by a message of its own. */
  List<String> endedFrom() {
    return states.values().stream()
        .filter(s -> s.terminate().isPresent())
        .map(State::name)
        .toList();
  }

  /** From where an implementation with this table can carry on what another one began. */
  public List<ResumePoint> resumePoints() {
    List<ResumePoint> points = new ArrayList<>();
    for (State<M> state : states.values()) {
      for (int version : state.resumable()) {
        points.add(new ResumePoint(state.name(), version));
      }
    }
    return List.copyOf(points);
  }

  /** The states in which a conversation may be handed over. */
  List<String> handOverPoints() {
    return handOverPoints;
  }

  /** The state in which a conversation carries on that another implementation began. */
  State<M> resumedFrom(Snapshot snapshot) {
    return find(snapshot.point())
        .filter(s -> s.resumable().contains(snapshot.memoVersion()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name
                        + " cannot carry on at "
                        + snapshot.point()
                        + " with memo version "
                        + snapshot.memoVersion()
                        + ", only from "
                        + resumePoints()));
  }

  /** A state as the node shows it: always the same object for one state. */
  Position position(State<M> state) {
    return positions.get(state.name());
  }

  /** Whether the side with agency in a state may end the conversation before the turn changes. */
  boolean answersMayEnd(State<M> state) {
    return answersMayEnd.contains(state.name());
  }

  /** The states in which it is no longer the turn of the side that answers from this one on. */
  Set<State<M>> answersFrom(State<M> state) {
    Set<String> seen = new LinkedHashSet<>();
    List<State<M>> open = new ArrayList<>(List.of(state));
    Set<State<M>> reached = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      State<M> from = open.removeLast();
      if (from.agency() != state.agency()) {
        reached.add(from);
      } else if (seen.add(from.name())) {
        from.moves().forEach(m -> m.targets().forEach(t -> open.add(state(t))));
      }
    }
    return reached;
  }

  /**
   * The table as a page to read, several lines: for each state whose turn it is, its limits, its
   * messages and where they lead, and whether it may be handed over.
   *
   * <pre>
   * keep-alive
   *
   * StClient: the beginning, initiator speaks, at most 65535 bytes within 97 s
   *   KeepAliveRequest -> StServer
   *   Done -> StDone (when it is to terminate)
   *   may be handed over here
   *
   * StServer: responder speaks, at most 65535 bytes within 60 s
   *   KeepAliveResponse -> StClient
   *
   * StDone: the end
   * </pre>
   */
  public String page() {
    return new Page(this).toString();
  }

  @Override
  public String toString() {
    return name + " " + states.keySet();
  }
}
