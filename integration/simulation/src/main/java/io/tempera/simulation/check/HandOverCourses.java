package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.ProtocolKey;
import io.tempera.protocol.HandOverTrace;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said of each slot makes sense: a half that is asked to leave it is handed over, parked,
 * failed, or ends; whoever takes over takes over from the one that was there, at a point where one
 * stopped, or afresh where one was to start again; and what is parked waits until it is taken over,
 * or ends, an initiator at once when the grace is over.
 */
final class HandOverCourses implements Check {
  /** What a slot is doing, as far as traces tell. */
  private enum State {
    RESTING,
    RUNNING,
    ASKED,
    PARKED,
    /** Its initiator has waited in vain. */
    OVER,
    /** Its half was of a bundle that went. */
    FAILED
  }

  private record Place(ConnectionId id, ProtocolKey key) {}

  private record Slot(State state, String bundle, boolean afresh) {
    private static final Slot RESTING = new Slot(State.RESTING, "", false);

    Slot in(State other) {
      return new Slot(other, bundle, afresh);
    }
  }

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    Slots slots = new Slots();
    said.forEach(slots::look);
    return slots.violations();
  }

  private static final class Slots {
    private final Map<Place, Slot> slots = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();

    void look(Said one) {
      switch (one.trace()) {
        case ProtocolTrace.Started(var id, var key, String bundle) ->
            move(one, id, key, new Slot(State.RUNNING, bundle, false), State.RESTING, State.PARKED);
        case HandOverTrace.Asked(var id, var key, String from, var to, boolean restarts) -> {
          is(one, of(id, key).bundle().equals(from), "another bundle runs");
          move(one, id, key, new Slot(State.ASKED, from, restarts), State.RUNNING, State.ASKED);
        }
        case HandOverTrace.HandedOver(var id, var key, String from, String to, var at, var pause) ->
            handedOver(one, id, key, from, to, at);
        case HandOverTrace.Parked(var id, var key, var at, var grace) -> {
          Slot slot = of(id, key);
          is(one, at.isEmpty() || !slot.afresh(), "it was to end");
          Slot parked = new Slot(State.PARKED, slot.bundle(), at.isEmpty());
          move(one, id, key, parked, State.RESTING, State.ASKED);
        }
        case HandOverTrace.GraceOver(var id, var key) ->
            move(
                one,
                id,
                key,
                of(id, key).in(InitiatorEnd.isInitiator(key) ? State.OVER : State.PARKED),
                State.PARKED);
        case HandOverTrace.Failed(var id, var key, String bundle, var where) -> {
          is(one, of(id, key).bundle().equals(bundle), "another bundle runs");
          move(one, id, key, of(id, key).in(State.FAILED), State.RUNNING, State.ASKED);
        }
        case ProtocolTrace.Ended(var id, var key, var outcome) -> slots.remove(new Place(id, key));
        case ProtocolTrace.Failed(var id, var key, var why) -> slots.remove(new Place(id, key));
        default -> {
          // Of other things.
        }
      }
    }

    private Slot of(ConnectionId id, ProtocolKey key) {
      return slots.getOrDefault(new Place(id, key), Slot.RESTING);
    }

    private void handedOver(
        Said one, ConnectionId id, ProtocolKey key, String from, String to, Optional<String> at) {
      Slot slot = of(id, key);
      is(one, slot.bundle().equals(from), "another bundle ran");
      is(one, at.isEmpty() == slot.afresh(), "it did not stop so");
      move(one, id, key, new Slot(State.RUNNING, to, false), State.ASKED, State.PARKED);
    }

    private void is(Said one, boolean so, String otherwise) {
      if (!so) {
        violations.add(otherwise + ": " + one.line());
      }
    }

    private void move(Said one, ConnectionId id, ProtocolKey key, Slot to, State... from) {
      State before = of(id, key).state();
      is(one, List.of(from).contains(before), "it was " + before);
      slots.put(new Place(id, key), to);
    }

    List<String> violations() {
      slots.forEach(
          (place, slot) -> violations.add(place + " is left as " + slot.state() + " at the end"));
      return violations;
    }
  }
}
