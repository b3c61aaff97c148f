package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.PeerSelectionActionsTrace.PeerHotDuration;
import io.tempera.peer.PeerSelectionActionsTrace.PeerStatusChanged;
import io.tempera.peer.PeerStatusChangeType.WarmToHot;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each time that a peer is hot it is said once for how long, and rightly. */
final class HotPeriods implements Check {
  private final Duration slack;

  HotPeriods(Duration slack) {
    this.slack = slack;
  }

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    List<String> violations = new ArrayList<>();
    Map<ConnectionId, Long> since = new LinkedHashMap<>();
    for (Said one : said) {
      switch (one.trace()) {
        case PeerStatusChanged(WarmToHot(ConnectionId id)) -> {
          if (since.put(id, one.nanos()) != null) {
            violations.add("nobody said for how long it was hot before: " + one.line());
          }
        }
        case PeerHotDuration(ConnectionId id, Duration duration) -> {
          Long began = since.remove(id);
          if (began == null) {
            violations.add("it was not hot: " + one.line());
          } else if (isFar(duration.toNanos(), one.nanos() - began)) {
            violations.add(
                "it was for " + Duration.ofNanos(one.nanos() - began) + ": " + one.line());
          }
        }
        default -> {
          // Of other things.
        }
      }
    }
    since.keySet().forEach(id -> violations.add(id + " was hot, and nobody said for how long"));
    return violations;
  }

  private boolean isFar(long one, long other) {
    return Math.abs(one - other) > slack.toNanos();
  }
}
