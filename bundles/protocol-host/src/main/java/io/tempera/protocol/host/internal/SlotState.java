package io.tempera.protocol.host.internal;

import io.tempera.mux.StartMode;
import io.tempera.protocol.Snapshot;

/**
 * What a slot is doing.
 *
 * <pre>
 *            start            mux starts it            half ends           job ends
 *   Idle ------------&gt; Waiting ------------&gt; Running ------------&gt; Draining ------------&gt; Ended
 *    ^                 |  |  |               |  |  |                                     |
 *    +-----------------+  |  |    bundle goes|  |  | job ends (the mux ended)            |
 *      mux refuses        |  |               v  |  +-------------------------&gt; Ended     |
 *                         |  |        Leaving   |                                        |
 *                         |  |        |     ^---+                                        |
 *                         |  |        +--&gt; Draining, when it ends or its time is over    |
 *                         |  +--&gt; Draining, when no implementation is there              |
 *                         +--&gt; Ended, when the mux ends first                            |
 *      Waiting &lt;-------------------------------- start ---------------------------------+
 * </pre>
 *
 * <p>{@link HandingOver} and {@link Parked} belong to the hand-over of a running half to another
 * implementation. Nothing leads there yet: a half whose bundle goes takes its connection with it.
 */
sealed interface SlotState {
  /** The one idle state. */
  Idle IDLE = new Idle();

  /** For people: one word, and what there is to add. */
  String text();

  /** Nobody has asked for it yet, or the mux would not have it. */
  record Idle() implements SlotState {
    @Override
    public String text() {
      return "Idle";
    }
  }

  /** The mux was asked to start it, and has not yet. */
  record Waiting(StartMode mode) implements SlotState {
    @Override
    public String text() {
      return "Waiting (" + mode + ")";
    }
  }

  /** Its half runs. */
  record Running() implements SlotState {
    @Override
    public String text() {
      return "Running";
    }
  }

  /** Its half was interrupted, because the bundle that it comes from is going. */
  record Leaving(String bundle) implements SlotState {
    @Override
    public String text() {
      return "Leaving";
    }
  }

  /** Its half has ended; the mux has not yet sent its last bytes. */
  record Draining(Conclusion conclusion) implements SlotState {
    @Override
    public String text() {
      return "Draining";
    }
  }

  /**
   * Its half was asked to stop at the next hand-over point, because another implementation waits.
   */
  record HandingOver() implements SlotState {
    @Override
    public String text() {
      return "HandingOver";
    }
  }

  /** Its half has stopped at a hand-over point, and no other implementation is there yet. */
  record Parked(Snapshot snapshot) implements SlotState {
    @Override
    public String text() {
      return "Parked at " + snapshot.point();
    }
  }

  /** It is over; while the mux runs it may be started again. */
  record Ended(String outcome) implements SlotState {
    @Override
    public String text() {
      return "Ended: " + outcome;
    }
  }
}
