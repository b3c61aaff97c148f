package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.PruneCandidate;
import io.tempera.testkit.VirtualRuntime;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who goes when nobody says otherwise. */
final class DefaultPrunePolicyTest {
  private static final List<PruneCandidate> CANDIDATES =
      List.of(
          candidate(1, ConnectionState.DUPLEX),
          candidate(2, ConnectionState.INBOUND_DUP),
          candidate(3, ConnectionState.INBOUND_IDLE_UNI),
          candidate(4, ConnectionState.UNNEGOTIATED_IN),
          candidate(5, ConnectionState.INBOUND_UNI));

  private static PruneCandidate candidate(int port, ConnectionState state) {
    return new PruneCandidate(id(port), state);
  }

  private static ConnectionId id(int port) {
    return new ConnectionId(Samples.LOCAL, new InetSocketAddress("127.0.0.2", port));
  }

  private static List<ConnectionId> order(long seed, boolean initiatorOnly) {
    return new DefaultPrunePolicy(new VirtualRuntime(seed).chance(), () -> initiatorOnly)
        .order(CANDIDATES, 1);
  }

  @Test
  void whatWeUseGoesLastAndTheRestByChance() {
    Set<ConnectionId> first = new LinkedHashSet<>();
    for (long seed = 1; seed <= 100; seed++) {
      List<ConnectionId> order = order(seed, false);
      assertThat(order).hasSize(5).endsWith(id(1));
      first.add(order.getFirst());
    }
    assertThat(first).as("each of the others").hasSize(4);
  }

  @Test
  void theSameChanceGivesTheSameOrder() {
    assertThat(order(7, false)).isEqualTo(order(7, false));
  }

  @Test
  void whoAnswersNobodyGoesByTheUseAlone() {
    assertThat(order(1, true)).containsExactly(id(4), id(3), id(2), id(5), id(1));
  }

  @Test
  void whatThePolicyNamesGoesFirstAndThenTheLeastUsed() {
    Pruning pruning = new Pruning(CANDIDATES, 3);
    ConnectionId nobody = id(99);

    assertThat(pruning.picked(List.of(nobody, id(2), id(2)))).containsExactly(id(2), id(4), id(3));
    assertThat(pruning.picked(List.of())).containsExactly(id(4), id(3), id(2));
  }

  @Test
  void whetherSomebodyCameFirstMakesNoDifference() {
    List<PruneCandidate> turned = new ArrayList<>(CANDIDATES);
    Collections.reverse(turned);

    assertThat(new Pruning(turned, 5).picked(List.of()))
        .isEqualTo(new Pruning(CANDIDATES, 5).picked(List.of()));
  }
}
