package io.tempera.tx.pool.internal;

import static io.tempera.tx.pool.internal.MadeUp.id;
import static io.tempera.tx.pool.internal.MadeUp.tx;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Encoded;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxWish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random offers, fetches and drops against a model that is a list and a map. */
final class StockModelTest {
  private static final int STEPS = 20_000;
  private static final int NUMBERS = 40;
  private static final List<String> PEERS = List.of("a", "b", "c");
  private static final PoolSettings SETTINGS = new PoolSettings(8, 160, 40, Duration.ofHours(1), 5);

  private final Contents contents = new Contents(100);
  private final Stock stock = new Stock(contents, SETTINGS);
  private final List<Encoded> inOrder = new ArrayList<>();
  private final Map<Encoded, Integer> sizes = new LinkedHashMap<>();
  private final Map<Encoded, String> fetchers = new LinkedHashMap<>();
  private final Map<Encoded, Integer> fetched = new LinkedHashMap<>();
  private final Map<String, Integer> seen = new LinkedHashMap<>();
  private VirtualRuntime runtime = new VirtualRuntime();

  private int below(int bound) {
    return (int) runtime.chance().below(bound);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void itIsAsTheModelAndWithinItsLimits(int seed) {
    runtime = new VirtualRuntime(seed);
    for (int step = 0; step < STEPS; step++) {
      step(below(NUMBERS), 3 + below(45), PEERS.get(below(PEERS.size())));
      check();
    }
    assertThat(seen.keySet())
        .contains("YES", "NO", "LATER", "taken", "refused", "dropped", "released");
  }

  private void step(int number, int size, String peer) {
    Encoded id = id(number);
    switch (below(6)) {
      case 0, 1 -> wants(peer, id, size);
      case 2 -> received(number, peer);
      case 3 -> {
        if (stock.put(id, tx(number, size), 0).isEmpty()) {
          taken(id, size);
        }
      }
      case 4 -> {
        if (stock.drop(id)) {
          seen("dropped");
          inOrder.remove(id);
          sizes.remove(id);
        }
      }
      default -> {
        boolean his = peer.equals(fetchers.get(id));
        assertThat(stock.release(peer, id)).isEqualTo(his);
        if (his) {
          seen("released");
          forget(id);
        }
      }
    }
  }

  private void wants(String peer, Encoded id, int size) {
    TxWish wish = stock.wants(peer, new TxOffer(id, size));
    seen(wish.name());
    if (wish == TxWish.YES) {
      assertThat(inOrder).doesNotContain(id);
      assertThat(fetchers.put(id, peer)).as("asked of one at a time").isNull();
      fetched.put(id, size);
    } else if (wish == TxWish.LATER) {
      assertThat(fetchers.containsKey(id) || bytes() + size > 160 || count() == 8).isTrue();
    }
  }

  private void received(int number, String peer) {
    Encoded id = id(number);
    if (peer.equals(fetchers.get(id))) {
      int size = fetched.get(id);
      forget(id);
      if (stock.received(peer, id, tx(number, size), 0).isEmpty()) {
        taken(id, size);
      } else {
        seen("refused");
      }
    }
  }

  private void taken(Encoded id, int size) {
    seen("taken");
    assertThat(inOrder).doesNotContain(id);
    inOrder.add(id);
    sizes.put(id, size);
  }

  private void forget(Encoded id) {
    fetchers.remove(id);
    fetched.remove(id);
  }

  private void seen(String what) {
    seen.merge(what, 1, Integer::sum);
  }

  private int count() {
    return inOrder.size() + fetchers.size();
  }

  private long bytes() {
    return sizes.values().stream().mapToLong(Integer::longValue).sum()
        + fetched.values().stream().mapToLong(Integer::longValue).sum();
  }

  private void check() {
    assertThat(contents.after(0, 99).stream().map(Entry::id)).isEqualTo(inOrder);
    assertThat(contents.bytes()).isEqualTo(sizes.values().stream().mapToLong(s -> s).sum());
    assertThat(stock.fetches()).isEqualTo(fetchers.size());
    assertThat(count()).isLessThanOrEqualTo(8);
    assertThat(bytes()).isLessThanOrEqualTo(160);
    assertThat(contents.remembered()).isLessThanOrEqualTo(5);
    assertThat(stock.room()).isEqualTo(bytes() == 160 ? 0 : 8 - count());
  }
}
