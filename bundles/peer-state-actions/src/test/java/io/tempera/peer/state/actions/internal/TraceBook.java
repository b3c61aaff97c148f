package io.tempera.peer.state.actions.internal;

import static io.tempera.peer.state.actions.internal.Surroundings.hold;

import io.tempera.connection.DisconnectReason;
import io.tempera.peer.FailureType.ActiveCold;
import io.tempera.peer.PeerSelectionActionsTrace;
import io.tempera.peer.PeerSelectionActionsTrace.PeerHotDuration;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.peer.PeerStatusChangeType.ColdToWarm;
import io.tempera.peer.PeerStatusChangeType.CoolingToCold;
import io.tempera.peer.PeerStatusChangeType.HotToCooling;
import io.tempera.peer.PeerStatusChangeType.HotToWarm;
import io.tempera.peer.PeerStatusChangeType.WarmToCooling;
import io.tempera.peer.PeerStatusChangeType.WarmToHot;
import io.tempera.peer.state.actions.internal.Connecting.Stage;

/** The traces of one step: each promotion and each demotion has exactly one. */
final class TraceBook {
  private final World world;
  private int coldToWarm;
  private int staysCold;
  private int hotToWarm;
  private int toCold;
  private int monitoringOver;

  TraceBook(World world) {
    this.world = world;
  }

  void trace(PeerSelectionActionsTrace trace) {
    switch (trace) {
      case PeerStatusChanged(PeerStatusChangeType change) -> changed(change);
      case PeerStatusChangeFailure(var change, ActiveCold refused) -> {
        // Said to a caller; no status changed.
      }
      case PeerStatusChangeFailure(ColdToWarm change, var reason) -> staysCold++;
      case PeerStatusChangeFailure(WarmToHot change, var reason) -> {
        hold(world.owesHot, "a promotion to hot that failed had begun");
        world.owesHot = false;
        coolingSaid();
      }
      case PeerStatusChangeFailure(var change, var reason) -> coolingSaid();
      case PeerMonitoringError error -> toCold++;
      case PeerMonitoringResult(var id, var result) -> monitoringOver += result.isEmpty() ? 1 : 0;
      case PeerHotDuration duration -> throw new AssertionError("the shell says that");
    }
  }

  private void changed(PeerStatusChangeType change) {
    switch (change) {
      case ColdToWarm c -> coldToWarm++;
      case WarmToHot c -> {
        hold(world.owesHot, "it has become hot");
        world.owesHot = false;
      }
      case HotToWarm c -> hotToWarm++;
      case WarmToCooling c -> coolingSaid();
      case HotToCooling c -> coolingSaid();
      case CoolingToCold c -> {
        hold(monitoringOver == 1, "the monitoring is over before it is cold");
        toCold++;
      }
    }
  }

  private void coolingSaid() {
    hold(world.owesCooling, "it has begun to cool, and nobody has said so");
    world.owesCooling = false;
  }

  /** Whether the step that is over said what it had to, and no more. */
  void check(PeerState before, PeerEvent event) {
    PeerStatus from = before.status();
    PeerStatus to = world.peer.status();
    boolean ends = before instanceof Live && world.peer instanceof Gone;
    hold(
        coldToWarm == count(from == PeerStatus.COLD && to == PeerStatus.WARM),
        "cold to warm is said when it comes to that");
    hold(
        staysCold == count(comesToNothing(before, event)),
        "cold to warm fails, and is said to, once");
    hold(
        hotToWarm == count(from == PeerStatus.HOT && to == PeerStatus.WARM),
        "hot to warm is said when it comes to that");
    hold(toCold == count(ends), "the end is said, once");
    hold(monitoringOver <= toCold, "monitoring is over once");
  }

  private static int count(boolean so) {
    return so ? 1 : 0;
  }

  /** Whether an attempt fails here of which nobody else has told. */
  private static boolean comesToNothing(PeerState before, PeerEvent event) {
    if (!(before instanceof Connecting peer)) {
      return false;
    }
    return switch (event) {
      case PeerEvent.TimedOut late -> !(peer.stage() instanceof Stage.Undoing);
      case PeerEvent.StartRefused refused -> true;
      case PeerEvent.Disconnected lost ->
          peer.stage() instanceof Stage.Acquiring
              && !(lost.reason() instanceof DisconnectReason.Query);
      default -> false;
    };
  }
}
