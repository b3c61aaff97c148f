package io.tempera.protocol.host.internal;

import io.tempera.mux.StartMode;
import io.tempera.protocol.SlotView;
import io.tempera.protocol.Snapshot;
import java.util.Optional;

/**
 * What a slot is doing.
 *
 * <pre>
 *          start           mux starts it         found          half ends           job ends
 *   Idle ---------&gt; Waiting ----------&gt; Parked -------&gt; Running ---------&gt; Draining ---------&gt; Ended
 *    ^                 |                ^ |  |            | ^  |               ^                 |
 *    +-----------------+                | |  |   succession v  |               |                 |
 *       mux refuses                     | |  |        HandingOver              |                 |
 *                                       | |  |            |    |  time is up   |                 |
 *                                       +-|--|------------+    v               |                 |
 *                         half handed over|  |              Leaving -----------+                 |
 *                     or ended to be      |  |                     half ends, or is given up     |
 *                             started anew|  +--&gt; Draining, when nothing is found in time         |
 *                                         |                                                      |
 *        Waiting &lt;------------------------|----------------- start -----------------------------+
 *                                         +--&gt; Ended, as from every state, when the mux ends first
 * </pre>
 */
sealed interface SlotState {
  /** The one idle state. */
  Idle IDLE = new Idle();

  /** For people: one word, and what there is to add. */
  String text();

  /** What the slot is doing, for programs. */
  default SlotView.Kind kind() {
    return switch (this) {
      case Idle s -> SlotView.Kind.IDLE;
      case Waiting s -> SlotView.Kind.WAITING;
      case Running s -> SlotView.Kind.RUNNING;
      case HandingOver(Succession.Restart r) -> SlotView.Kind.RESTARTING;
      case HandingOver s -> SlotView.Kind.HANDING_OVER;
      case Parked s -> SlotView.Kind.PARKED;
      case Leaving s -> SlotView.Kind.LEAVING;
      case Draining s -> SlotView.Kind.DRAINING;
      case Ended s -> SlotView.Kind.ENDED;
    };
  }

  /** Nobody has asked for it yet, or the mux would not have it. */
  record Idle() implements SlotState {
    @Override
    public String text() {
      return "Idle";
    }
  }

  /**
   * The mux was asked to start it, and has not yet.
   *
   * @param left where the conversation stands that somebody has to carry on, if it does
   */
  record Waiting(StartMode mode, Optional<Snapshot> left) implements SlotState {
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

  /** Its half is to make room for another one: at a hand-over point, or by ending. */
  record HandingOver(Succession succession) implements SlotState {
    @Override
    public String text() {
      return succession instanceof Succession.Restart ? "Restarting" : "HandingOver";
    }
  }

  /**
   * No half runs in it, and somebody uses it: the next half is looked for, or waited for.
   *
   * @param left where the half before has stopped; empty when the next one begins afresh
   * @param started whether a half has run since it was started
   */
  record Parked(Optional<Snapshot> left, boolean started, Grace grace) implements SlotState {
    @Override
    public String text() {
      return "Parked" + left.map(snapshot -> " at " + snapshot.point()).orElse("");
    }
  }

  /** How far the time is in which a parked slot is to find an implementation. */
  enum Grace {
    /** It is being looked for. */
    NOT_BEGUN,
    /** Nothing was found, and time is left. */
    RUNNING,
    /** The time is over; a responder waits on until somebody sends it something. */
    OVER
  }

  /** Its half was interrupted, because the bundle that it comes from is going. */
  record Leaving(String bundle) implements SlotState {
    @Override
    public String text() {
      return "Leaving";
    }
  }

  /**
   * Its half has ended; the mux has not yet sent its last bytes.
   *
   * @param left where the conversation stands, if it is not over
   */
  record Draining(Conclusion.Over conclusion, Optional<Snapshot> left) implements SlotState {
    @Override
    public String text() {
      return "Draining";
    }
  }

  /**
   * It is over; while the mux runs it may be started again.
   *
   * @param left where whoever starts it again has to carry on, if the conversation is not over
   */
  record Ended(String outcome, Optional<Snapshot> left) implements SlotState {
    @Override
    public String text() {
      return "Ended: " + outcome;
    }
  }
}
