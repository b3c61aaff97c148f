package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the reference prunes. */
final class ExpectedPruning {
  private ExpectedPruning() {}

  /** Which have to go: numberToPrune of the reference, the policy's first, then the least used. */
  static List<ConnectionId> pruned(EntriesWorld before, Happening happening, int hardLimit) {
    long needed = before.inbound() + 1 - hardLimit;
    if (!(happening instanceof Happening.Ask ask) || needed <= 0) {
      return List.of();
    }
    ConnectionState future = future(before.find(ask.id()).orElseThrow().state(), ask.event());
    if (future == ConnectionState.UNKNOWN) {
      return List.of();
    }
    Map<ConnectionId, ConnectionState> candidates = new LinkedHashMap<>();
    before.entries().stream()
        .filter(entry -> EntriesWorld.counts(entry.state()))
        .forEach(entry -> candidates.put(entry.connectionId().orElseThrow(), entry.state()));
    candidates.put(ask.id(), future);
    Stream<ConnectionId> leastUsed =
        candidates.keySet().stream()
            .sorted(
                Comparator.comparing((ConnectionId id) -> use(candidates.get(id)))
                    .thenComparing(Comparator.naturalOrder()));
    return Stream.concat(ask.order().stream().filter(candidates::containsKey), leastUsed)
        .distinct()
        .limit(needed)
        .toList();
  }

  /** The three occasions on which the reference prunes. */
  static ConnectionState future(ConnectionState state, Event event) {
    boolean begins = event instanceof Event.PromotedToWarmRemote;
    return switch (state) {
      case OUTBOUND_DUP_TICKING ->
          event instanceof Event.Release
              ? ConnectionState.INBOUND_IDLE_DUP
              : begins ? ConnectionState.DUPLEX : ConnectionState.UNKNOWN;
      case OUTBOUND_DUP_EXPIRED -> begins ? ConnectionState.DUPLEX : ConnectionState.UNKNOWN;
      case OUTBOUND_IDLE_DUP -> begins ? ConnectionState.INBOUND_DUP : ConnectionState.UNKNOWN;
      default -> ConnectionState.UNKNOWN;
    };
  }

  private static String use(ConnectionState state) {
    return switch (state) {
      case UNNEGOTIATED_IN -> "0";
      case INBOUND_IDLE_UNI, INBOUND_IDLE_DUP -> "1";
      case INBOUND_UNI, INBOUND_DUP -> "2";
      default -> "3";
    };
  }
}
