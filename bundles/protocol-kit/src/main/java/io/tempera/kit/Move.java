package io.tempera.kit;

import java.util.List;
import java.util.function.Function;

/**
 * One line of a protocol's table: a message that may be sent in a state, and where it leads.
 *
 * @param message the message's class
 * @param targets the states to which it may lead, one or more
 * @param choice which of them a particular message leads to
 * @param pipelined whether its sender may send more before it is answered
 */
public record Move<M>(
    Class<? extends M> message,
    List<String> targets,
    Function<? super M, String> choice,
    boolean pipelined) {
  /** Keeps a copy of the targets that does not change. */
  public Move {
    targets = List.copyOf(targets);
  }

  /**
   * The state to which a message leads.
   *
   * @throws IllegalStateException when the table's choice names a state that the table does not
   *     list
   */
  public String next(M sent) {
    String next = choice.apply(sent);
    if (!targets.contains(next)) {
      throw new IllegalStateException(
          message.getSimpleName()
              + " leads to one of "
              + targets
              + " says the table, not to "
              + next);
    }
    return next;
  }

  Move<M> asPipelined() {
    return new Move<>(message, targets, choice, true);
  }
}
