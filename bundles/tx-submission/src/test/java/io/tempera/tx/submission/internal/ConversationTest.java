package io.tempera.tx.submission.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.Direction;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.tx.TxWish;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ConversationTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final FakePool from = new FakePool();
  private final FakePool to = new FakePool();
  private final TxPair pair = new TxPair(runtime, from, to);

  @Test
  void severalQuestionsAreOnTheirWayAtATime() {
    from.offer(Txs.txs(1, 4));
    pair.start().advance(SECOND);
    assertThat(pair.words())
        .containsExactly(
            "init",
            "wait 3 +0",
            "named 01 02 03",
            // Two transactions and three ids at once, without waiting for an answer.
            "txs 01 02",
            "ids 3 +0",
            "txs 03",
            "ids 3 +0",
            "sent 2",
            "named 04",
            "sent 1",
            "named ",
            // Asked when it was named, when two of the four had come.
            "txs 04",
            "ids 3 +2",
            "sent 1",
            "named ",
            "wait 3 +2");
    assertThat(to.received()).isEqualTo(Txs.txs(1, 4));
    pair.terminate();
    assertThat(pair.words()).last().isEqualTo("done");
    assertThat(from.open() + to.open()).as("readers and inboxes left open").isZero();
  }

  @Test
  void noMoreThanTenIdsAreEverUnacknowledged() {
    from.offer(Txs.txs(1, 100));
    to.wishes(offer -> TxWish.LATER);
    pair.start().advance(SECOND);
    assertThat(pair.words()).containsExactly("init", "wait 3 +0", "named 01 02 03");
    to.wishes(offer -> TxWish.YES);
    pair.advance(SECOND);
    assertThat(to.received()).isEqualTo(Txs.txs(1, 100));
    assertThat(pair.unacknowledged()).as("named or asked for").contains(10).allMatch(n -> n <= 10);
    pair.terminate();
  }

  @Test
  void quietIsNotForHotMiniProtocols() {
    pair.pair().initiator().control(ControlMessage.QUIESCE);
    from.offer(Txs.txs(1, 4));
    pair.start().advance(SECOND);
    assertThat(to.received()).isEqualTo(Txs.txs(1, 4));
    from.offer(Txs.txs(5, 6));
    pair.advance(SECOND);
    assertThat(to.received()).isEqualTo(Txs.txs(1, 6));
    pair.terminate();
  }

  @Test
  void whatIsNotWantedIsAcknowledgedAndNotAskedFor() {
    from.offer(Txs.txs(1, 4));
    to.wishes(offer -> offer.id().equals(Txs.id(2)) ? TxWish.YES : TxWish.NO);
    pair.start().advance(SECOND);
    assertThat(pair.words())
        .containsExactly(
            "init",
            "wait 3 +0",
            "named 01 02 03",
            "txs 02",
            "ids 3 +1",
            "sent 1",
            "named 04",
            "wait 3 +3");
    assertThat(to.received()).containsExactly(Txs.tx(2));
    pair.terminate();
  }

  @Test
  void whatAnotherPeerIsAskedForIsAskedForLaterIfItMust() {
    from.offer(Txs.txs(1, 2));
    to.wishes(offer -> offer.id().equals(Txs.id(1)) ? TxWish.LATER : TxWish.YES);
    pair.start().advance(SECOND);
    assertThat(to.received()).containsExactly(Txs.tx(2));
    assertThat(pair.words()).as("and nothing is acknowledged").last().isEqualTo("named ");
    to.wishes(offer -> TxWish.YES);
    pair.advance(SECOND);
    assertThat(to.received()).containsExactly(Txs.tx(2), Txs.tx(1));
    assertThat(pair.words()).last().isEqualTo("wait 3 +2");
    pair.terminate();
  }

  @Test
  void oneIdAndNoTransactionIsAskedForAsLongAsThereIsNoRoom() {
    from.offer(Txs.txs(1, 4));
    to.room(0);
    pair.start().advance(Duration.ofHours(1));
    assertThat(pair.words()).containsExactly("init", "wait 1 +0", "named 01");
    to.room(2);
    runtime.runUntilIdle();
    pair.advance(SECOND);
    assertThat(pair.words()).contains("txs 01", "ids 2 +0", "named 02 03");
    assertThat(to.received()).isEqualTo(Txs.txs(1, 4));
    pair.terminate();
  }

  @Test
  void withoutRoomItCanStillEnd() {
    to.room(0);
    pair.start().advance(Duration.ofHours(1));
    pair.terminate();
    assertThat(pair.words()).containsExactly("init", "wait 1 +0", "done");
  }

  @Test
  void withoutRoomWhatIsNotWantedDoesNotKeepItFromEnding() {
    from.offer(Txs.txs(1, 2));
    pair.start().advance(SECOND);
    to.room(0);
    from.offer(Txs.txs(3, 3));
    pair.advance(SECOND);
    assertThat(pair.words()).endsWith("wait 3 +2", "named 03");
    to.wishes(offer -> TxWish.NO);
    pair.terminate();
    assertThat(pair.words()).endsWith("wait 1 +1", "done");
  }

  @Test
  void newTransactionsEndTheWait() {
    pair.start().advance(Duration.ofDays(1));
    assertThat(pair.words()).containsExactly("init", "wait 3 +0");
    from.offer(Txs.txs(1, 1));
    pair.advance(SECOND);
    assertThat(to.received()).containsExactly(Txs.tx(1));
    pair.terminate();
  }

  @Test
  void whatThePoolHasDroppedIsLeftOutAndMissing() {
    from.offer(Txs.txs(1, 3));
    from.loses(Txs.tx(2));
    pair.start().advance(SECOND);
    assertThat(to.received()).containsExactly(Txs.tx(1), Txs.tx(3));
    assertThat(to.calls()).containsExactly("missing 02");
    assertThat(pair.words()).last().isEqualTo("wait 3 +3");
    pair.terminate();
  }

  @Test
  void aTransactionThatThePoolDoesNotTakeIsSaidAndAcknowledged() {
    from.offer(Txs.txs(1, 1));
    to.refuses("no room");
    pair.start().advance(SECOND);
    assertThat(pair.pair().responder().notes()).containsExactly("transaction 01: no room");
    assertThat(pair.words()).last().isEqualTo("wait 3 +1");
    pair.terminate();
  }

  @Test
  void theFirstQuestionComesAfterTheDelay() {
    TxPair late =
        new TxPair(runtime, from, to, TxSettings.withDelay(Duration.ofSeconds(60))).start();
    late.advance(Duration.ofMillis(60_000));
    assertThat(late.words()).containsExactly("init");
    late.advance(Duration.ofMillis(2));
    assertThat(late.words()).containsExactly("init", "wait 3 +0");
    late.terminate();
  }

  @Test
  void aSwapInTheDelayAsksNoEarlierAndNoLater() {
    TxPair late =
        new TxPair(runtime, from, to, TxSettings.withDelay(Duration.ofSeconds(60))).start();
    late.advance(Duration.ofSeconds(30)).handOver(Direction.RESPONDER);
    assertThat(late.pair().handOvers(Direction.RESPONDER)).isEqualTo(1);
    from.offer(Txs.txs(1, 1));
    late.advance(Duration.ofSeconds(30));
    assertThat(late.words()).containsExactly("init");
    late.advance(Duration.ofMillis(2));
    assertThat(late.words()).contains("wait 3 +0");
    late.terminate();
  }

  @Test
  void itEndsAtOnceWhileItWaitsForNewTransactions() {
    pair.start().advance(SECOND);
    pair.pair().initiator().control(ControlMessage.TERMINATE);
    runtime.runUntilIdle();
    assertThat(pair.pair().initiator().result())
        .contains(new HalfResult.Finished("terminated", Optional.empty()));
    pair.advance(Duration.ofMillis(1));
    assertThat(pair.pair().responder().result())
        .contains(new HalfResult.Finished("done", Optional.empty()));
    runtime.assertNothingLeft();
  }

  /** As the reference: it has no message for that before it is asked to wait. */
  @Test
  void elsewhereItCannotEnd() {
    from.offer(Txs.txs(1, 1));
    to.wishes(offer -> TxWish.LATER);
    pair.start().advance(SECOND);
    pair.pair().initiator().control(ControlMessage.TERMINATE);
    pair.advance(Duration.ofHours(1));
    assertThat(pair.pair().initiator().isOver()).isFalse();
    to.wishes(offer -> TxWish.NO);
    pair.advance(SECOND);
    assertThat(pair.words()).endsWith("wait 3 +1", "done");
    runtime.assertNothingLeft();
  }

  @Test
  void terminatingGoesBeforeNewTransactions() {
    from.offer(Txs.txs(1, 5));
    pair.pair().initiator().control(ControlMessage.TERMINATE);
    pair.start().advance(SECOND);
    assertThat(pair.words()).containsExactly("init", "wait 3 +0", "done");
    assertThat(to.received()).isEqualTo(List.of());
    runtime.assertNothingLeft();
  }
}
