package io.tempera.protocol;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.ProtocolKey;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import java.time.Duration;
import java.util.Optional;

/** What happens to running halves when what implements their number changes. */
public sealed interface HandOverTrace extends Trace {
  /**
   * A half was asked to leave its slot to another implementation.
   *
   * @param from symbolic name and version of the bundle whose code runs
   * @param to the same of the one that takes over; empty while there is none
   * @param restarts whether it is to end as its protocol says and be started again, because the two
   *     have no hand-over point in common
   */
  record Asked(
      ConnectionId connectionId,
      ProtocolKey key,
      String from,
      Optional<String> to,
      boolean restarts)
      implements HandOverTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId
          + " mini-protocol "
          + key
          + " of "
          + from
          + (restarts ? " is to end, and to be started again" : " is to be handed over")
          + to.map(bundle -> ", to " + bundle).orElse("");
    }
  }

  /**
   * From now on another implementation runs in a slot; no byte was lost.
   *
   * @param point where it carries on; empty when it started afresh
   * @param pause for how long no half ran in the slot
   */
  record HandedOver(
      ConnectionId connectionId,
      ProtocolKey key,
      String from,
      String to,
      Optional<String> point,
      Duration pause)
      implements HandOverTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId
          + " mini-protocol "
          + key
          + point.map(at -> " carries on at " + at).orElse(" was started again")
          + " with "
          + to
          + " (was "
          + from
          + "), after "
          + pause.toNanos() / 1_000
          + " us";
    }
  }

  /**
   * No half runs in a slot, and nothing can take over yet; what arrives is kept.
   *
   * @param point where the half stopped; empty when whoever takes over starts afresh
   * @param grace for how long it is kept
   */
  record Parked(ConnectionId connectionId, ProtocolKey key, Optional<String> point, Duration grace)
      implements HandOverTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId
          + " mini-protocol "
          + key
          + point.map(at -> " is parked at " + at).orElse(" is parked")
          + ": nothing implements it; what arrives is kept for "
          + grace.toMillis()
          + " ms";
    }
  }

  /**
   * Nothing has taken a parked slot over in time: an initiator has ended, and the next byte for a
   * responder ends the connection.
   */
  record GraceOver(ConnectionId connectionId, ProtocolKey key) implements HandOverTrace {
    @Override
    public Level level() {
      return Level.DEBUG;
    }

    @Override
    public String text() {
      return connectionId + " mini-protocol " + key + " has waited in vain for an implementation";
    }
  }

  /**
   * A half runs whose bundle is going, and it cannot be handed over; its connection ends, and the
   * end of that names half and bundle. It is told to operators, because it follows from what one of
   * them did.
   *
   * @param where the state in which it was, if it said one
   */
  record Failed(ConnectionId connectionId, ProtocolKey key, String bundle, Optional<String> where)
      implements HandOverTrace {
    @Override
    public Level level() {
      return Level.INFO;
    }

    @Override
    public String text() {
      return connectionId
          + " is closed: mini-protocol "
          + key
          + where.map(state -> ", in " + state + ",").orElse("")
          + " runs from "
          + bundle
          + ", which is going, and it has come to no point from which another could carry on";
    }
  }

  /**
   * Halves of a number must leave their slots, and nothing that is there can take over.
   *
   * @param parked in how many slots somebody is awaited
   * @param grace for how long
   */
  record Unimplemented(int number, int parked, Duration grace) implements HandOverTrace {
    @Override
    public Level level() {
      return Level.WARN;
    }

    @Override
    public String text() {
      return "mini-protocol "
          + number
          + " has no implementation that can carry on: "
          + parked
          + (parked == 1 ? " half waits for one" : " halves wait for one")
          + ". Whoever deploys one within "
          + grace.toMillis()
          + " ms loses nothing";
    }
  }

  /**
   * Every half of a number that was to be handed over has been, or has ended.
   *
   * @param bundle what took over last, if anything did
   * @param became what has become of them
   * @param took from the first that was asked to the last
   */
  record Complete(int number, Optional<String> bundle, HandOvers.Totals became, Duration took)
      implements HandOverTrace {
    @Override
    public Level level() {
      return Level.INFO;
    }

    @Override
    public String text() {
      return "mini-protocol "
          + number
          + bundle.map(now -> " runs " + now + " now").orElse(" was handed over to nobody")
          + ": "
          + became.handedOver()
          + " handed over, "
          + became.restarted()
          + " started again, "
          + became.failed()
          + " failed, in "
          + took.toMillis()
          + " ms";
    }
  }
}
