package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.FirstToFinishResult;
import io.tempera.peer.FirstToFinishResult.MiniProtocolError;
import io.tempera.peer.FirstToFinishResult.MiniProtocolSuccess;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringError;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChangeFailure;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatus;
import io.tempera.peer.PeerStatusChangeType;
import io.tempera.protocol.Temperature;
import io.tempera.simulation.CallTrace;
import io.tempera.simulation.CallTrace.Asked;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each demotion has its cause, and as many peers went down as came up: hot to warm follows from a
 * deactivation that was asked for or from the end of a hot initiator; to cooling from a close that
 * was asked for, the end of another initiator, a failure, or the end of the peer state actions; and
 * no peer becomes cold of which nobody said that it was cooling.
 */
final class Demotions implements Check {
  /** What is known of one peer since it became warm. */
  private static final class Peer {
    private int ups;
    private int downs;
    private boolean toWarm;
    private boolean toCooling;
    private boolean lost;
    private boolean cooled;

    void established() {
      ups++;
      toWarm = false;
      toCooling = false;
      lost = false;
      cooled = false;
    }
  }

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    Books books = new Books();
    for (Said one : said) {
      switch (one.trace()) {
        case Asked asked -> asked.seen().ifPresent(seen -> books.asked(asked, seen));
        case CallTrace.Stopping stopping -> books.stopping = true;
        case PeerMonitoringResult(ConnectionId id, var result) ->
            result.ifPresent(r -> books.happened(books.of(id), r));
        case PeerStatusChanged(PeerStatusChangeType change) -> books.changed(change, one.line());
        case PeerStatusChangeFailure(PeerStatusChangeType change, var reason) ->
            Connections.of(change).ifPresent(id -> books.of(id).cooled = true);
        case PeerMonitoringError(ConnectionId id, var failure) ->
            books.cold(books.of(id), one.line());
        default -> {
          // Of other things.
        }
      }
    }
    return books.violations();
  }

  private static final class Books {
    private final Map<ConnectionId, Peer> peers = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private boolean stopping;

    Peer of(ConnectionId id) {
      return peers.computeIfAbsent(id, i -> new Peer());
    }

    void asked(Asked asked, CallTrace.Seen seen) {
      Peer peer = of(seen.connectionId());
      switch (asked.operation()) {
        case DEACTIVATE -> peer.toWarm |= seen.status() == PeerStatus.HOT;
        case CLOSE -> peer.toCooling |= seen.status() != PeerStatus.COLD;
        default -> {
          // Leads up.
        }
      }
    }

    void happened(Peer peer, FirstToFinishResult result) {
      switch (result) {
        case MiniProtocolSuccess s when s.temperature() == Temperature.HOT -> peer.toWarm = true;
        case MiniProtocolSuccess s -> peer.toCooling = true;
        case MiniProtocolError e -> peer.lost = true;
      }
    }

    void changed(PeerStatusChangeType change, String line) {
      Peer peer = of(Connections.of(change).orElseThrow());
      switch (change) {
        case PeerStatusChangeType.ColdToWarm c -> peer.established();
        case PeerStatusChangeType.WarmToHot c -> peer.toWarm = false;
        case PeerStatusChangeType.HotToWarm c -> caused(peer.toWarm, line);
        case PeerStatusChangeType.WarmToCooling c -> {
          caused(peer.toCooling || peer.lost || stopping, line);
          peer.cooled = true;
        }
        case PeerStatusChangeType.HotToCooling c -> {
          caused(peer.lost, line);
          peer.cooled = true;
        }
        case PeerStatusChangeType.CoolingToCold c -> cold(peer, line);
      }
    }

    private void caused(boolean is, String line) {
      if (!is) {
        violations.add("nothing led to it: " + line);
      }
    }

    void cold(Peer peer, String line) {
      peer.downs++;
      if (!peer.cooled) {
        violations.add("nobody said that it was cooling: " + line);
      }
    }

    List<String> violations() {
      peers.forEach(
          (id, peer) -> {
            if (peer.ups != peer.downs) {
              violations.add(id + " went up " + peer.ups + " times and down " + peer.downs);
            }
          });
      return violations;
    }
  }
}
