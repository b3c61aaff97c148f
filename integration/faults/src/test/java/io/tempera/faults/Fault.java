package io.tempera.faults;

import io.tempera.trace.Level;
import java.util.List;

/**
 * One way to misbehave.
 *
 * @param name for the report
 * @param steps what the peer does, in order, with the answers that it gets
 * @param outcome what the node makes of it
 */
record Fault(String name, List<Step> steps, Outcome outcome) {
  /** What the node makes of a fault. */
  sealed interface Outcome {
    /**
     * The connection is reset, and one trace says why.
     *
     * @param level of that trace
     * @param words what it contains, beside the connection
     */
    record Ends(Level level, List<String> words) implements Outcome {}

    /** The connection is reset, and there is nothing to say about it. */
    record EndsInOrder() implements Outcome {}

    /** The peer resets it: one trace says so, a warning only if something was lost by it. */
    record OwnEnd() implements Outcome {}

    /** It is none for the node: a keep-alive round follows. */
    record Tolerated() implements Outcome {}
  }

  static Named named(String name) {
    return new Named(name);
  }

  /** A fault whose outcome is still to be told. */
  record Named(String name) {
    Begun does(Step... steps) {
      return new Begun(name, List.of(steps));
    }
  }

  /** A fault with its steps. */
  record Begun(String name, List<Step> steps) {
    /** The peer is at fault, and an operator reads these words. */
    Fault saying(String... words) {
      return new Fault(name, steps, new Outcome.Ends(Level.WARN, List.of(words)));
    }

    /** Nothing was lost, and an operator who wants to knows why it ended. */
    Fault noting(String... words) {
      return new Fault(name, steps, new Outcome.Ends(Level.INFO, List.of(words)));
    }

    /**
     * It ended it itself, and what is to be said about that depends on how far the node had got.
     */
    Fault isItsOwnEnd() {
      return new Fault(name, steps, new Outcome.OwnEnd());
    }

    Fault endsInOrder() {
      return new Fault(name, steps, new Outcome.EndsInOrder());
    }

    Fault isTolerated() {
      return new Fault(name, steps, new Outcome.Tolerated());
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
