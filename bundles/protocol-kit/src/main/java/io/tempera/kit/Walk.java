package io.tempera.kit;

import io.tempera.mux.Direction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Where one half is in its protocol's table. No bytes, no time, no threads.
 *
 * <pre>
 * send            turn → the state to which it leads
 * sendPipelined   turn stays; where its answers begin is appended to the answers awaited
 * receive         the first of the answers awaited moves on, and goes once it is back at the turn;
 *                 with none awaited, the turn moves on
 * </pre>
 */
final class Walk<M> {
  private static final String OVER = "the conversation is over, return what done gives";

  private final ProtocolSpec<M> spec;
  private final Direction half;
  private final Deque<State<M>> awaited = new ArrayDeque<>(0);
  private State<M> turn;

  Walk(ProtocolSpec<M> spec, Direction half, State<M> start) {
    this.spec = spec;
    this.half = half;
    this.turn = start;
  }

  /** The state in which the next message will be received, or else the one in which we may send. */
  State<M> here() {
    return awaited.isEmpty() ? turn : awaited.peekFirst();
  }

  /** Whether a message of the other side comes next or is awaited. */
  boolean receives() {
    return !here().isEnd() && !here().agency().belongsTo(half);
  }

  /** Whether we may send a message that is not pipelined. */
  boolean sends() {
    return awaited.isEmpty() && turn.agency().belongsTo(half);
  }

  /** How many pipelined messages are not answered yet. */
  int outstanding() {
    return awaited.size();
  }

  /**
   * Whether another implementation can carry on here: with one answer awaited it is as if it were
   * not pipelined.
   */
  boolean mayHandOver() {
    return here().isHandOverPoint() && awaited.size() <= 1;
  }

  /** What is wrong with sending a message now, if anything. */
  Optional<String> send(M message) {
    if (!awaited.isEmpty()) {
      return Optional.of(
          "cannot send "
              + name(message)
              + " while "
              + awaited.size()
              + " pipelined messages are unanswered: receive their answers first");
    }
    Optional<String> wrong = wrongToSend(message);
    if (wrong.isEmpty()) {
      turn = target(turn.moveFor(message).orElseThrow(), message);
    }
    return wrong;
  }

  /** What is wrong with sending a message pipelined now, if anything. */
  Optional<String> sendPipelined(M message) {
    Optional<String> wrong = wrongToSend(message);
    if (wrong.isPresent()) {
      return wrong;
    }
    Move<M> move = turn.moveFor(message).orElseThrow();
    State<M> answering = target(move, message);
    if (!move.pipelined()) {
      return Optional.of(
          "cannot pipeline "
              + name(message)
              + ": the table does not say so, send it and receive its answer");
    }
    if (awaited.size() >= move.mostOutstanding()) {
      return Optional.of(
          "cannot pipeline "
              + name(message)
              + ": "
              + awaited.size()
              + " messages are unanswered, the limit is "
              + move.mostOutstanding()
              + ", receive an answer first");
    }
    if (spec.answersMayEnd(answering)) {
      return Optional.of(
          "cannot pipeline "
              + name(message)
              + ": its answer may end the conversation, send it and receive its answer");
    }
    awaited.addLast(answering);
    return Optional.empty();
  }

  /** What is wrong with receiving a message now, if anything. */
  Optional<String> receive(M message) {
    State<M> from = here();
    Optional<Move<M>> move = from.moveFor(message);
    if (move.isEmpty()) {
      return Optional.of("received " + name(message) + ", allowed is " + from.allowed());
    }
    State<M> next = target(move.get(), message);
    if (awaited.isEmpty()) {
      turn = next;
      return Optional.empty();
    }
    awaited.removeFirst();
    if (next.agency() == from.agency()) {
      awaited.addFirst(next);
    }
    return Optional.empty();
  }

  /** What is wrong with beginning something new now, if anything. */
  Optional<String> wrongToBegin() {
    return wrong(
        !sends(),
        "nothing new can begin here: it is not this side's turn, or answers are outstanding");
  }

  /** What is wrong with waiting for a message now, if anything. */
  Optional<String> wrongToReceive() {
    return wrong(
        !receives(),
        "nothing can be received: "
            + (here().isEnd() ? OVER : "it is this side's turn, send a message first"));
  }

  /** What is wrong with waiting for whatever comes, if anything. */
  Optional<String> wrongToGoOn() {
    return wrong(here().isEnd(), "nothing comes next: " + OVER);
  }

  /** What is wrong with ending the conversation by a message now, if anything. */
  Optional<String> wrongToEnd() {
    return wrong(
        !sends() || turn.terminate().isEmpty(),
        "the table does not let this side end the conversation here: go on to where it does, one of "
            + spec.endedFrom());
  }

  /** What is wrong with saying no more, if anything. */
  Optional<String> wrongToLeave() {
    return wrong(
        spec.canEnd() && !here().isEnd(), "the conversation was left without an end: call done");
  }

  private Optional<String> wrongToSend(M message) {
    if (!turn.agency().belongsTo(half)) {
      return Optional.of(
          "cannot send "
              + name(message)
              + (turn.isEnd()
                  ? ": " + OVER
                  : ": it is the other side's turn, receive its message first"));
    }
    return turn.moveFor(message).isPresent()
        ? Optional.empty()
        : Optional.of("cannot send " + name(message) + " here, allowed is " + turn.allowed());
  }

  private static Optional<String> wrong(boolean is, String what) {
    return is ? Optional.of(what) : Optional.empty();
  }

  private State<M> target(Move<M> move, M message) {
    return spec.state(move.next(message));
  }

  private static String name(Object message) {
    return message.getClass().getSimpleName();
  }
}
