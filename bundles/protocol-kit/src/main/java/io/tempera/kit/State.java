package io.tempera.kit;

import java.util.List;
import java.util.Optional;

/**
 * A state of a protocol.
 *
 * @param name as the protocol's specification calls it; hand-over points are known by it
 * @param agency whose turn it is
 * @param limits what the other side, which waits, allows; empty where the conversation is over
 * @param moves what may be sent
 * @param terminate what the side with agency sends when it is asked to terminate
 * @param resumable the memo versions (0 for none) from which an implementation can carry on here;
 *     empty where the conversation cannot be handed over
 */
public record State<M>(
    String name,
    Agency agency,
    Optional<Limits> limits,
    List<Move<M>> moves,
    Optional<M> terminate,
    List<Integer> resumable) {
  /** Keeps copies that do not change. */
  public State {
    moves = List.copyOf(moves);
    resumable = List.copyOf(resumable);
  }

  /** Whether the conversation is over. */
  public boolean isEnd() {
    return agency == Agency.NOBODY;
  }

  /** Whether the conversation may be handed over here. */
  public boolean isHandOverPoint() {
    return !resumable.isEmpty();
  }

  /** The line of the table for a message. */
  public Optional<Move<M>> moveFor(M message) {
    for (Move<M> move : moves) {
      if (move.message().isInstance(message)) {
        return Optional.of(move);
      }
    }
    return Optional.empty();
  }

  /** Whether messages of a class may be sent here. */
  public boolean allows(Class<?> message) {
    for (Move<M> move : moves) {
      if (move.message().isAssignableFrom(message)) {
        return true;
      }
    }
    return false;
  }

  /** The names of the messages that may be sent here, for sentences. */
  String allowed() {
    return isEnd()
        ? "nothing"
        : String.join(", ", moves.stream().map(m -> m.message().getSimpleName()).toList());
  }
}
