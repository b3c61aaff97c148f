package io.tempera.tx.submission.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Encoded;
import io.tempera.check.HalfPair;
import io.tempera.kit.cbor.CborReader;
import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxPool;
import io.tempera.tx.pool.internal.MemoryTxPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes with the pool in memory, each connection with its two halves. */
@Timeout(60)
final class RelayTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int LARGE = 65_000;

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final List<MemoryTxPool> pools = new ArrayList<>();
  private final List<HalfPair> pairs = new ArrayList<>();

  private MemoryTxPool pool() {
    MemoryTxPool pool = new MemoryTxPool(runtime, List.of(Txs::idOf));
    pools.add(pool);
    return pool;
  }

  private TxSubmission on(TxPool pool) {
    return new TxSubmission(runtime, pool, Duration.ZERO);
  }

  /** What one has, the other is offered. */
  private HalfPair connect(TxPool from, TxPool to) {
    HalfPair pair = new HalfPair(runtime, TxSubmission.NUMBER).start(on(from), on(to));
    pairs.add(pair);
    return pair;
  }

  private static List<Encoded> ids(TxPool pool) {
    return pool.reader(0, () -> {}).next(10_000).stream().map(TxOffer::id).toList();
  }

  private static void put(MemoryTxPool pool, int first, int last) {
    for (Encoded tx : Txs.txs(first, last)) {
      assertThat(pool.offer(tx)).isEmpty();
    }
  }

  private static List<Encoded> ids(int first, int last) {
    return Txs.txs(first, last).stream().map(tx -> Txs.idOf(tx).orElseThrow()).toList();
  }

  /** How many transactions were sent on a connection. */
  private static int sent(HalfPair pair) {
    return pair.initiator().sent().stream().mapToInt(RelayTest::transactions).sum();
  }

  private static int transactions(byte[] message) {
    return message[1] == 3
        ? ((TxMessage.ReplyTxs)
                TxCodec.CODEC.decode(TxTable.SPEC.state("StTxs"), new CborReader(message)))
            .transactions()
            .size()
        : 0;
  }

  private void end() {
    pairs.forEach(pair -> pair.initiator().control(ControlMessage.TERMINATE));
    runtime.advance(Duration.ofMinutes(1));
    pairs.forEach(pair -> assertThat(pair.initiator().isOver()).isTrue());
    pools.forEach(MemoryTxPool::close);
    runtime.assertNothingLeft();
  }

  @Test
  void transactionsGoOnFromNodeToNode() {
    MemoryTxPool first = pool();
    MemoryTxPool middle = pool();
    MemoryTxPool last = pool();
    connect(first, middle);
    connect(middle, first);
    connect(middle, last);
    connect(last, middle);
    put(first, 1, 50);
    runtime.advance(SECOND);
    put(last, 51, 60);
    runtime.advance(SECOND);
    for (MemoryTxPool pool : pools) {
      assertThat(ids(pool)).containsExactlyInAnyOrderElementsOf(ids(1, 60));
    }
    end();
  }

  @Test
  void eachTransactionIsFetchedFromOnePeerOnly() {
    MemoryTxPool one = pool();
    MemoryTxPool other = pool();
    MemoryTxPool node = pool();
    put(one, 1, 40);
    put(other, 1, 40);
    HalfPair first = connect(one, node);
    HalfPair second = connect(other, node);
    runtime.advance(SECOND);
    assertThat(ids(node)).containsExactlyInAnyOrderElementsOf(ids(1, 40));
    assertThat(sent(first) + sent(second)).isEqualTo(40);
    end();
  }

  @Test
  void whatAPeerThatGoesHasNotSentTheOtherOneSends() {
    MemoryTxPool slow = pool();
    MemoryTxPool other = pool();
    MemoryTxPool node = pool();
    put(slow, 1, 3);
    put(other, 1, 3);
    HalfPair going = connect(slow, node).latency(Duration.ofSeconds(2));
    runtime.runUntil(() -> going.responder().sent().size() > 1);
    HalfPair second = connect(other, node);
    runtime.advance(SECOND);
    assertThat(ids(node)).as("asked of the slow one").isEmpty();
    going.initiator().interrupt();
    going.responder().interrupt();
    runtime.advance(SECOND);
    assertThat(ids(node)).containsExactlyInAnyOrderElementsOf(ids(1, 3));
    assertThat(sent(second)).isEqualTo(3);
    pairs.remove(going);
    end();
  }

  @Test
  void aFullPoolTakesOneWheneverOneGoes() {
    MemoryTxPool source = pool();
    MemoryTxPool node = pool();
    for (int number = 1_000; node.offer(Txs.tx(number, LARGE)).isEmpty(); ) {
      number++;
    }
    for (int number = 1; number <= 3; number++) {
      source.offer(Txs.tx(number, LARGE));
    }
    HalfPair pair = connect(source, node);
    for (int gone = 0; gone <= 3; gone++) {
      runtime.advance(SECOND);
      assertThat(sent(pair)).isEqualTo(gone);
      assertThat(node.drop(Txs.id(1_000 + gone))).isTrue();
    }
    assertThat(ids(node)).endsWith(Txs.id(1), Txs.id(2), Txs.id(3));
    end();
  }

  @Test
  void aPeerOfAFullPoolEndsAtOnceWhenItHasNothingNew() {
    MemoryTxPool source = pool();
    MemoryTxPool node = pool();
    put(source, 1, 1);
    put(node, 1, 1);
    for (int number = 1_000; node.offer(Txs.tx(number, LARGE)).isEmpty(); ) {
      number++;
    }
    HalfPair pair = connect(source, node);
    runtime.advance(SECOND);
    assertThat(sent(pair)).isZero();
    end();
    assertThat(pair.responder().result()).contains(new Finished("done", Optional.empty()));
  }

  /** An application's pool takes the place of the one in memory: nothing is left out. */
  @Test
  void anotherPoolIsReadFromItsBeginning() {
    MemoryTxPool before = pool();
    MemoryTxPool after = pool();
    MemoryTxPool node = pool();
    put(before, 1, 5);
    put(after, 6, 8);
    HalfPair pair = connect(before, node);
    runtime.advance(SECOND);
    pair.handOver(Direction.INITIATOR, on(after));
    runtime.advance(SECOND);
    assertThat(ids(node)).isEqualTo(ids(1, 8));
    end();
  }
}
