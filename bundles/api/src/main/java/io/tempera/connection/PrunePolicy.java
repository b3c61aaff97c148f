package io.tempera.connection;

import io.tempera.bearer.ConnectionId;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says which connections are closed when one that we opened becomes an inbound one and there are
 * more of those than {@code inbound.hard.limit} (ouroboros-network ConnectionManager.Types,
 * PrunePolicy). Publish it as a service to replace the default, which spares connections that we
 * use and else leaves it to chance; of several the one that ranks highest is asked.
 *
 * <p>It is asked while somebody waits for the answer, perhaps on an event loop: it must not block.
 * It only proposes. Connections change meanwhile, so that one it named may be none any more, or one
 * more may have to go; the connection manager takes from the front of the answer what is still
 * there, and goes on by itself (the least used first) where the answer ends. One that throws counts
 * as absent.
 */
@ConsumerType
@FunctionalInterface
public interface PrunePolicy {
  /**
   * In which order connections are to go.
   *
   * @param candidates every one that may go, by connection; at least {@code needed}
   * @param needed how many have to go, at least 1
   * @return the first one to go first; may have more than are needed, or fewer. What is no
   *     candidate is passed over
   */
  List<ConnectionId> order(List<PruneCandidate> candidates, int needed);
}
