package io.tempera.tx.pool.internal;

import static io.tempera.tx.pool.internal.MadeUp.id;
import static io.tempera.tx.pool.internal.MadeUp.offer;
import static io.tempera.tx.pool.internal.MadeUp.peer;
import static io.tempera.tx.pool.internal.MadeUp.tx;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Encoded;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.tx.TxInbox;
import io.tempera.tx.TxOffer;
import io.tempera.tx.TxReader;
import io.tempera.tx.TxWish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MemoryTxPoolTest {
  private static final Duration KEEP = Duration.ofMinutes(10);

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final MemoryTxPool pool = pool(4, 100, 60, 3);
  private final List<String> news = new ArrayList<>();

  private MemoryTxPool pool(int transactions, long bytes, int ofOne, int remembered) {
    MemoryTxPool made =
        new MemoryTxPool(runtime, new PoolSettings(transactions, bytes, ofOne, KEEP, remembered));
    made.add(MadeUp.FORMAT);
    return made;
  }

  private TxInbox inbox(String name) {
    return pool.inbox(peer(name.hashCode() & 0xfff), () -> news.add(name));
  }

  private TxReader reader(String name) {
    return pool.reader(0, () -> news.add(name));
  }

  private void put(int... numbers) {
    for (int number : numbers) {
      assertThat(pool.offer(tx(number))).isEmpty();
    }
  }

  private static void fetch(TxInbox inbox, int number) {
    assertThat(inbox.wants(offer(number))).isEqualTo(TxWish.YES);
    assertThat(inbox.received(id(number), tx(number))).isEmpty();
  }

  private static List<Encoded> ids(List<TxOffer> offers) {
    return offers.stream().map(TxOffer::id).toList();
  }

  @AfterEach
  void nothingIsLeft() {
    pool.close();
    runtime.assertNothingLeft();
  }

  @Test
  void transactionsAreReadInTheirOrderOfArrival() {
    put(3, 1, 2);
    TxReader reader = reader("reader");
    assertThat(reader.next(2)).containsExactly(offer(3), offer(1));
    assertThat(reader.next(2)).containsExactly(offer(2));
    assertThat(reader.next(2)).isEmpty();
    assertThat(reader.transaction(id(1))).contains(tx(1));
    assertThat(reader.transaction(id(9))).isEmpty();
  }

  @Test
  void aReaderThatFoundNothingIsToldOnceWhenThereIsSomething() {
    TxReader reader = reader("reader");
    put(1);
    assertThat(news).as("it did not ask yet").isEmpty();
    assertThat(reader.next(5)).hasSize(1);
    assertThat(reader.next(5)).isEmpty();
    put(2, 3);
    assertThat(news).containsExactly("reader");
    reader.next(5);
    reader.next(5);
    reader.close();
    put(4);
    assertThat(news).as("and never after its end").containsExactly("reader");
  }

  @Test
  void aReaderGoesOnWhereAnotherOneStood() {
    put(1, 2, 3);
    TxReader one = reader("one");
    one.next(2);
    assertThat(ids(pool.reader(one.position(), () -> {}).next(5))).containsExactly(id(3));
    assertThat(ids(pool.reader(0, () -> {}).next(5))).containsExactly(id(1), id(2), id(3));
  }

  @Test
  void aPlaceOfAnotherPoolIsTheBeginning() {
    put(1, 2, 3);
    MemoryTxPool other = pool(4, 100, 60, 3);
    other.offer(tx(7));
    for (int from = 1; from <= 3; from++) {
      TxReader here = reader("here");
      here.next(from);
      assertThat(ids(other.reader(here.position(), () -> {}).next(5))).containsExactly(id(7));
    }
    other.close();
  }

  @Test
  void whatComesFromOnePeerIsOfferedToTheOthers() {
    TxReader reader = reader("reader");
    assertThat(reader.next(1)).isEmpty();
    fetch(inbox("inbox"), 1);
    assertThat(news).containsExactly("reader");
    assertThat(reader.next(1)).containsExactly(offer(1));
  }

  @Test
  void whatOneIsAskedForNobodyElseIs() {
    TxInbox one = inbox("one");
    TxInbox other = inbox("other");
    assertThat(one.wants(offer(1))).isEqualTo(TxWish.YES);
    assertThat(other.wants(offer(1))).isEqualTo(TxWish.LATER);
    assertThat(one.received(id(1), tx(1))).isEmpty();
    assertThat(news).containsExactly("other");
    assertThat(other.wants(offer(1))).isEqualTo(TxWish.NO);
  }

  @Test
  void whatIsMissingAnotherIsAskedFor() {
    TxInbox one = inbox("one");
    TxInbox other = inbox("other");
    one.wants(offer(1));
    other.wants(offer(1));
    one.missing(id(1));
    assertThat(news).containsExactly("other");
    assertThat(other.wants(offer(1))).isEqualTo(TxWish.YES);
    one.missing(id(1));
    assertThat(one.wants(offer(1)))
        .as("who does not fetch it misses nothing")
        .isEqualTo(TxWish.LATER);
  }

  @Test
  void whatIsLeftWhenAPeerGoesAnotherIsAskedFor() {
    TxInbox one = inbox("one");
    TxInbox other = inbox("other");
    one.wants(offer(1));
    one.wants(offer(2));
    other.wants(offer(2));
    one.close();
    assertThat(news).containsExactly("other");
    fetch(other, 1);
    fetch(other, 2);
    one.close();
  }

  @Test
  void atMostSoManyTransactionsAreTakenWithThoseOnTheirWay() {
    put(1, 2);
    TxInbox inbox = inbox("inbox");
    assertThat(inbox.room()).isEqualTo(2);
    inbox.wants(offer(3));
    inbox.wants(offer(4));
    assertThat(inbox.room()).isZero();
    assertThat(inbox.wants(offer(5))).isEqualTo(TxWish.LATER);
    assertThat(pool.offer(tx(5)))
        .contains("the pool is full: 4 transactions, with those on their way (most.transactions)");
    assertThat(news).isEmpty();
    assertThat(pool.drop(id(1))).isTrue();
    assertThat(news).containsExactly("inbox");
    assertThat(inbox.room()).isEqualTo(1);
    fetch(inbox, 5);
  }

  @Test
  void atMostSoManyBytesAreTakenWithThoseOnTheirWay() {
    TxInbox inbox = inbox("inbox");
    assertThat(inbox.wants(offer(1, 60))).isEqualTo(TxWish.YES);
    assertThat(inbox.wants(offer(2, 41))).isEqualTo(TxWish.LATER);
    assertThat(inbox.wants(offer(3, 40))).isEqualTo(TxWish.YES);
    assertThat(inbox.room()).as("not a byte is left").isZero();
    assertThat(pool.offer(tx(4))).hasValueSatisfying(w -> assertThat(w).contains("(most.bytes)"));
    assertThat(inbox.received(id(1), tx(1, 50))).isEmpty();
    assertThat(inbox.room()).isEqualTo(2);
    put(4);
  }

  @Test
  void aTransactionThatIsTooLargeIsNeverTaken() {
    TxInbox inbox = inbox("inbox");
    assertThat(inbox.wants(offer(1, 61))).isEqualTo(TxWish.NO);
    assertThat(inbox.wants(offer(2, 60))).isEqualTo(TxWish.YES);
    assertThat(inbox.received(id(2), tx(2, 61)))
        .contains("it has 61 bytes; at most 60 are taken (most.transaction.bytes)");
    assertThat(inbox.wants(offer(2, 60))).as("nor asked for again").isEqualTo(TxWish.NO);
    assertThat(pool.offer(tx(3, 61))).isPresent();
    assertThat(inbox.room()).as("nothing of it is kept").isEqualTo(4);
  }

  @Test
  void whatIsKnownIsNotTakenTwice() {
    put(1);
    assertThat(pool.offer(tx(1))).contains("it is in the pool already");
    assertThat(inbox("inbox").wants(offer(1))).isEqualTo(TxWish.NO);
    TxInbox inbox = inbox("inbox");
    inbox.wants(offer(2));
    put(2);
    assertThat(inbox.received(id(2), tx(2))).contains("it is in the pool already");
    assertThat(inbox.room()).isEqualTo(2);
  }

  @Test
  void whatWentIsNotFetchedAgainAsLongAsItIsRemembered() {
    TxInbox inbox = inbox("inbox");
    put(1);
    pool.drop(id(1));
    assertThat(inbox.wants(offer(1))).isEqualTo(TxWish.NO);
    assertThat(pool.drop(id(9))).as("one that is in a block and was never here").isFalse();
    assertThat(inbox.wants(offer(9))).isEqualTo(TxWish.NO);
    pool.drop(id(7));
    pool.drop(id(8));
    assertThat(inbox.wants(offer(1))).as("three are remembered").isEqualTo(TxWish.YES);
  }

  @Test
  void whatIsDroppedWhileItIsFetchedIsNotTaken() {
    TxInbox inbox = inbox("inbox");
    inbox.wants(offer(1));
    pool.drop(id(1));
    assertThat(inbox.received(id(1), tx(1))).contains("it went a short while ago");
    assertThat(inbox.room()).isEqualTo(4);
  }

  @Test
  void whatTheApplicationPutsInAgainIsTakenThoughItWent() {
    put(1);
    pool.drop(id(1));
    put(1);
    assertThat(reader("reader").next(5)).containsExactly(offer(1));
  }

  @Test
  void whatNothingReadsIsRefusedWithASentence() {
    assertThat(pool.offer(tx(MadeUp.OTHER_KIND, 1, 10)))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("nothing here can read it: it is of another kind")
                    .contains("[era, #6.24(bytes)]"));
    assertThat(pool.offer(tx(1, 2))).contains("it is damaged: it ends after its number");
    pool.add(MadeUp.format(MadeUp.OTHER_KIND));
    assertThat(pool.offer(tx(MadeUp.OTHER_KIND, 1, 10))).isEmpty();
  }

  @Test
  void anIdThatIsTooLongIsRefused() {
    pool.add(any -> Optional.of(new Encoded(new byte[TxOffer.MAX_ID_BYTES + 1])));
    assertThat(pool.offer(tx(MadeUp.OTHER_KIND, 1, 10)))
        .contains("it is damaged: its id has 129 bytes; at most 128 may be");
  }

  @Test
  void nothingIsAskedForAsLongAsNothingReadsTransactions() {
    pool.remove(MadeUp.FORMAT);
    TxInbox inbox = inbox("inbox");
    assertThat(inbox.room()).isZero();
    assertThat(pool.offer(tx(1)))
        .contains(
            "nothing here reads transactions: install a bundle that does (a TxFormat service)");
    pool.add(MadeUp.FORMAT);
    assertThat(news).containsExactly("inbox");
    assertThat(inbox.room()).isEqualTo(4);
  }

  @Test
  void aTransactionGoesAfterItsTime() {
    put(1);
    runtime.advance(KEEP.dividedBy(2));
    put(2, 3, 4);
    TxInbox inbox = inbox("inbox");
    assertThat(inbox.room()).isZero();
    runtime.advance(KEEP.dividedBy(2));
    assertThat(news).containsExactly("inbox");
    assertThat(ids(reader("reader").next(9))).containsExactly(id(2), id(3), id(4));
    assertThat(inbox.wants(offer(1))).as("and is not fetched again").isEqualTo(TxWish.NO);
    runtime.advance(KEEP.dividedBy(2));
    assertThat(reader("reader").next(9)).isEmpty();
    put(5);
    runtime.advance(KEEP.minusNanos(1));
    assertThat(reader("reader").next(9)).hasSize(1);
    runtime.advance(Duration.ofNanos(1));
    assertThat(reader("reader").next(9)).isEmpty();
  }

  @Test
  void otherLimitsHoldAtOnce() {
    put(1, 2, 3, 4);
    TxInbox inbox = inbox("inbox");
    assertThat(inbox.room()).isZero();
    pool.settings(new PoolSettings(6, 100, 60, KEEP, 3));
    assertThat(news).containsExactly("inbox");
    assertThat(inbox.room()).isEqualTo(2);
    pool.settings(new PoolSettings(2, 100, 60, KEEP, 3));
    assertThat(inbox.room()).isZero();
    assertThat(reader("reader").next(9)).as("what is there stays").hasSize(4);
  }

  @Test
  void aShorterTimeHoldsForWhatIsThereAlready() {
    put(1);
    runtime.advance(Duration.ofSeconds(30));
    pool.settings(new PoolSettings(4, 100, 60, Duration.ofMinutes(1), 3));
    runtime.advance(Duration.ofSeconds(30).minusNanos(1));
    assertThat(reader("reader").next(9)).hasSize(1);
    runtime.advance(Duration.ofNanos(1));
    assertThat(reader("reader").next(9)).isEmpty();
  }

  @Test
  void newsMayUseThePool() {
    List<TxOffer> seen = new ArrayList<>();
    TxReader[] reader = new TxReader[1];
    reader[0] = pool.reader(0, () -> seen.addAll(reader[0].next(9)));
    assertThat(reader[0].next(9)).isEmpty();
    put(1);
    assertThat(seen).containsExactly(offer(1));
  }
}
