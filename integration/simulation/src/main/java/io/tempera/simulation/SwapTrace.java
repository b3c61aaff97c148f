package io.tempera.simulation;

import io.tempera.protocol.HandOvers;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.util.List;

/** What whoever deploys mini-protocols sees. */
public sealed interface SwapTrace extends Trace {
  @Override
  default Level level() {
    return Level.DEBUG;
  }

  /** How many hand-overs there were until now. */
  record Counted(List<HandOvers> counters) implements SwapTrace {
    /** Keeps a copy that does not change. */
    public Counted {
      counters = List.copyOf(counters);
    }

    @Override
    public String text() {
      return "hand-overs: " + counters;
    }
  }
}
