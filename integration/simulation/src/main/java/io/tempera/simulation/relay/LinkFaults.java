package io.tempera.simulation.relay;

import io.tempera.bearer.ConnectionId;
import io.tempera.peer.PeerSelectionActionsTrace.PeerMonitoringResult;
import io.tempera.simulation.Said;
import io.tempera.simulation.World;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened to the connections of links, and so which of them may be lost when: everything else
 * that ends a mini-protocol of a peer which is to be hot is wrong.
 */
final class LinkFaults {
  private final World world;
  private final List<Excuse> excuses = new ArrayList<>();

  private record Excuse(Link link, long from, long to) {}

  LinkFaults(World world) {
    this.world = world;
  }

  /** It happens now. */
  void happened(RelayStep.OfLink step) {
    Duration time = step.excuses();
    if (time.isPositive()) {
      long now = world.runtime().clock().nanos();
      excuses.add(new Excuse(step.link(), now, now + time.toNanos()));
    }
  }

  /** Which of the things that a relay said were for nothing that had happened. */
  List<Said> unexplained(int host, List<Said> said) {
    return said.stream().filter(one -> isLoss(one) && !isExplained(host, one)).toList();
  }

  /** How many connections were lost. */
  static long losses(List<Said> said) {
    return said.stream().filter(LinkFaults::isLoss).count();
  }

  private static boolean isLoss(Said one) {
    return one.trace() instanceof PeerMonitoringResult result && result.result().isPresent();
  }

  private boolean isExplained(int host, Said one) {
    ConnectionId id = ((PeerMonitoringResult) one.trace()).connectionId();
    return excuses.stream()
        .anyMatch(
            excuse ->
                excuse.from() <= one.nanos()
                    && one.nanos() <= excuse.to()
                    && other(excuse.link(), host).filter(id.remote()::equals).isPresent());
  }

  private Optional<SocketAddress> other(Link link, int host) {
    if (link.one() == host) {
      return Optional.of(world.address(link.other()));
    }
    return link.other() == host ? Optional.of(world.address(link.one())) : Optional.empty();
  }
}
