package io.tempera.tx.submission.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.Direction;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.tx.TxWish;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class HandOverTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final List<Direction> BOTH = List.of(Direction.INITIATOR, Direction.RESPONDER);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final FakePool from = new FakePool();
  private final FakePool to = new FakePool();
  private final TxPair pair = new TxPair(runtime, from, to);

  private void handOver(List<Direction> halves) {
    halves.forEach(pair::handOver);
    for (Direction half : halves) {
      assertThat(pair.pair().handOvers(half)).isEqualTo(1);
    }
  }

  /** The responder knows three ids and waits for what another peer sends. */
  private void withIdsUnacknowledged(List<Direction> halves) {
    from.offer(Txs.txs(1, 8));
    to.wishes(offer -> TxWish.LATER);
    pair.start().advance(SECOND);
    assertThat(pair.words()).last().isEqualTo("named 01 02 03");
    handOver(halves);
    to.wishes(offer -> TxWish.YES);
    pair.advance(SECOND);
    assertThat(to.received()).isEqualTo(Txs.txs(1, 8));
    pair.terminate();
    assertThat(from.open() + to.open()).isZero();
  }

  @Test
  void theInitiatorCarriesOnWithIdsUnacknowledged() {
    withIdsUnacknowledged(List.of(Direction.INITIATOR));
  }

  @Test
  void theResponderCarriesOnWithIdsUnacknowledged() {
    withIdsUnacknowledged(List.of(Direction.RESPONDER));
  }

  @Test
  void bothCarryOnWithIdsUnacknowledged() {
    withIdsUnacknowledged(BOTH);
  }

  @Test
  void whatIsSettledAlreadyIsNotAskedForAgain() {
    from.offer(Txs.txs(1, 3));
    to.wishes(offer -> offer.id().equals(Txs.id(2)) ? TxWish.LATER : TxWish.YES);
    pair.start().advance(SECOND);
    assertThat(to.received()).containsExactly(Txs.tx(1), Txs.tx(3));
    handOver(BOTH);
    to.wishes(offer -> TxWish.YES);
    pair.advance(SECOND);
    assertThat(to.received()).containsExactly(Txs.tx(1), Txs.tx(3), Txs.tx(2));
    assertThat(pair.words()).last().isEqualTo("wait 3 +2");
    pair.terminate();
  }

  @Test
  void bothCarryOnWhileOneWaitsForNewTransactions() {
    pair.start().advance(SECOND);
    handOver(BOTH);
    assertThat(pair.words()).containsExactly("init", "wait 3 +0");
    from.offer(Txs.txs(1, 5));
    pair.advance(SECOND);
    assertThat(pair.words()).element(2).isEqualTo("named 01 02 03");
    assertThat(to.received()).isEqualTo(Txs.txs(1, 5));
    pair.terminate();
  }

  @Test
  void whatIsOutstandingIsReceivedFirstAndWhatWasToBeAskedIsAskedByTheNext() {
    from.offer(Txs.txs(1, 6));
    pair.start();
    runtime.runUntil(() -> pair.words().contains("txs 01 02"));
    handOverLater();
    pair.advance(SECOND);
    assertThat(pair.pair().handOvers(Direction.RESPONDER)).isEqualTo(1);
    assertThat(to.received()).isEqualTo(Txs.txs(1, 6));
    TxPair other = new TxPair(new VirtualRuntime(), new FakePool(Txs.txs(1, 6)), new FakePool());
    other.start().advance(SECOND);
    assertThat(asked(pair)).as("as without a hand-over").isEqualTo(asked(other));
    pair.terminate();
    other.terminate();
  }

  private void handOverLater() {
    pair.handOver(Direction.RESPONDER);
    assertThat(pair.pair().handOvers(Direction.RESPONDER)).as("four are outstanding").isZero();
  }

  private static List<String> asked(TxPair pair) {
    return pair.words().stream()
        .filter(w -> !w.startsWith("named") && !w.startsWith("sent"))
        .toList();
  }

  /** Under load, at chance's moments, either half or both. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyTransactionArrivesOnceHoweverOftenBothAreSwapped(long seed) {
    VirtualRuntime shuffled = VirtualRuntime.shuffled(seed);
    TxPair busy = new TxPair(shuffled, from, to);
    busy.start();
    for (int round = 0; round < 60; round++) {
      int first = 20 * round + 1;
      from.offer(Txs.txs(first, first + 19));
      busy.advance(Duration.ofMillis(shuffled.chance().below(12)));
      long halves = shuffled.chance().below(3);
      if (halves != 1) {
        busy.handOver(Direction.INITIATOR);
      }
      if (halves != 0) {
        busy.handOver(Direction.RESPONDER);
      }
    }
    busy.advance(Duration.ofMinutes(1));
    assertThat(to.received()).isEqualTo(Txs.txs(1, 1_200));
    assertThat(busy.pair().handOvers(Direction.INITIATOR)).isGreaterThan(20);
    assertThat(busy.pair().handOvers(Direction.RESPONDER)).isGreaterThan(20);
    busy.terminate();
    assertThat(from.open() + to.open()).isZero();
  }
}
