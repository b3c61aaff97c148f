package io.tempera.chain.memory.internal;

import io.tempera.chain.Verdict;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What came from a peer while a format is away for a moment, in its order; it is taken when that is
 * back. Bounded by what was asked of the peer, as nothing more is asked meanwhile. For one thread
 * at a time.
 *
 * @param <S> who takes it
 */
final class Postponed<S> {
  /** Takes something that came. */
  interface Step<S> {
    Verdict takenBy(S side) throws Unreadable;
  }

  private final Deque<Step<S>> waiting = new ArrayDeque<>();

  /** What is wrong with something that was taken, and was not said yet; nothing more is taken. */
  private Verdict unsaid = Verdict.ACCEPTED;

  /**
   * Takes something after all that waits; what cannot be read at the moment waits from now on.
   *
   * @return also what is wrong with something that has waited
   */
  Verdict take(S side, Step<S> step) {
    takeSilently(side, step);
    Verdict verdict = unsaid;
    unsaid = Verdict.ACCEPTED;
    return verdict;
  }

  /** The same; what is wrong is said of the next that comes. */
  void takeSilently(S side, Step<S> step) {
    waiting.addLast(step);
    catchUp(side);
  }

  /** Takes what waits, as far as it can be read; false when something must wait on. */
  boolean catchUp(S side) {
    while (unsaid.equals(Verdict.ACCEPTED) && !waiting.isEmpty()) {
      try {
        unsaid = waiting.getFirst().takenBy(side);
      } catch (Unreadable unreadable) {
        if (unreadable.isForNow()) {
          return false;
        }
        unsaid = unreadable.verdict();
      }
      waiting.removeFirst();
    }
    return true;
  }
}
