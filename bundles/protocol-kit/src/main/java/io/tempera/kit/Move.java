package io.tempera.kit;

import java.util.List;
import java.util.function.Function;

/**
 * One line of a protocol's table: a message that may be sent in a state, and where it leads.
 *
 * @param message the message's class
 * @param targets the states to which it may lead, one or more
 * @param choice which of them a particular message leads to
 * @param mostOutstanding how many messages may be sent pipelined and not be answered yet when this
 *     one is sent pipelined, itself included; 0 where it is not pipelined
 */
public record Move<M>(
    Class<? extends M> message,
    List<String> targets,
    Function<? super M, String> choice,
    int mostOutstanding) {
  /**
   * How many messages may be outstanding where a table says no number: the high mark of chain-sync,
   * which pipelines most of the node-to-node protocols (cardano-diffusion, N2N defaults).
   */
  public static final int DEFAULT_MOST_OUTSTANDING = 300;

  /** Keeps a copy of the targets that does not change. */
  public Move {
    if (mostOutstanding < 0) {
      throw new IllegalArgumentException(
          "How many messages may be outstanding is 1 or more, or 0 where "
              + message.getSimpleName()
              + " is not pipelined; it says "
              + mostOutstanding);
    }
    targets = List.copyOf(targets);
  }

  /** Whether its sender may send more before it is answered. */
  public boolean pipelined() {
    return mostOutstanding > 0;
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
          "The table lists "
              + targets
              + " for "
              + message.getSimpleName()
              + ", but its choice says "
              + next
              + ": list that state too, or choose another");
    }
    return next;
  }

  Move<M> asPipelined(int most) {
    return new Move<>(message, targets, choice, most);
  }
}
