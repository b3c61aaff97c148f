package io.tempera.tx.submission.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Encoded;
import io.tempera.check.HalfRun;
import io.tempera.failure.FailureCategory;
import io.tempera.kit.ProtocolViolation;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import io.tempera.testkit.VirtualRuntime;
import io.tempera.tx.TxOffer;
import io.tempera.tx.submission.internal.TxMessage.Init;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxIds;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxs;
import io.tempera.tx.submission.internal.TxMessage.RequestTxIds;
import io.tempera.tx.submission.internal.TxMessage.RequestTxs;
import io.tempera.tx.submission.internal.TxMessage.TxIdAndSize;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each rule that the table does not show, broken by the other side. */
final class RulesTest {
  private final VirtualRuntime runtime = new VirtualRuntime();
  private final FakePool pool = new FakePool(Txs.txs(1, 30));
  private final TxSubmission protocol = new TxSubmission(runtime, pool, Duration.ZERO);

  private HalfRun initiator(TxMessage... requests) {
    return run(Direction.INITIATOR, requests);
  }

  private HalfRun responder(TxMessage... answers) {
    return run(
        Direction.RESPONDER,
        Stream.concat(Stream.of(new Init()), Arrays.stream(answers)).toArray(TxMessage[]::new));
  }

  private HalfRun run(Direction direction, TxMessage... messages) {
    HalfRun half = new HalfRun(runtime, new ProtocolKey(TxSubmission.NUMBER, direction));
    half.start(direction == Direction.INITIATOR ? protocol.initiator() : protocol.responder());
    for (TxMessage message : messages) {
      runtime.runUntilIdle();
      assertThat(half.failure()).isEmpty();
      half.arrive(TxCodec.CODEC.encode(message));
    }
    runtime.runUntilIdle();
    return half;
  }

  private void broken(HalfRun half, Class<? extends TxViolation> rule, String sentence) {
    assertThat(half.failure()).containsInstanceOf(rule);
    TxViolation violation = (TxViolation) half.failure().orElseThrow();
    assertThat(violation.failure().category()).isEqualTo(FailureCategory.REMOTE_MISBEHAVED);
    assertThat(violation)
        .hasMessageContaining("mini-protocol 4 ")
        .hasMessageContaining("tx-submission: the peer " + sentence);
    assertThat(pool.open()).as("readers and inboxes left open").isZero();
    runtime.assertNothingLeft();
  }

  private static RequestTxIds waits(int acknowledged, int wanted) {
    return new RequestTxIds(true, acknowledged, wanted);
  }

  private static RequestTxIds ids(int acknowledged, int wanted) {
    return new RequestTxIds(false, acknowledged, wanted);
  }

  private static ReplyTxIds named(int... numbers) {
    return new ReplyTxIds(
        Arrays.stream(numbers)
            .mapToObj(Txs::tx)
            .map(tx -> new TxIdAndSize(Txs.offer(tx).id(), tx.size()))
            .toList());
  }

  @Test
  void moreIdsMayNotBeAcknowledgedThanWereNamed() {
    broken(
        initiator(waits(0, 3), ids(4, 1)),
        AckedTooManyTxids.class,
        "acknowledges 4 ids, and only 3 are unacknowledged");
  }

  @Test
  void noMoreIdsMayBeAskedForThanMayBeUnacknowledged() {
    broken(
        initiator(waits(0, 8), ids(2, 5)),
        RequestedTooManyTxids.class,
        "asks for 5 ids while 6 are unacknowledged; together there may be 10");
    assertThat(initiator(waits(0, 8), ids(2, 4)).sent()).hasSize(3);
  }

  @Test
  void somethingMustBeAskedForWhenItWaits() {
    broken(initiator(waits(0, 0)), RequestedNothing.class, "asks for no id, and to wait for it");
  }

  @Test
  void somethingMustBeAskedForOrAcknowledged() {
    broken(
        initiator(waits(0, 3), ids(0, 0)),
        RequestedNothing.class,
        "asks for no id and acknowledges none");
    assertThat(initiator(waits(0, 3), ids(2, 0)).sent())
        .last()
        .isEqualTo(HexFormat.of().parseHex("82019fff"));
  }

  @Test
  void noWaitMayBeAskedForWhileIdsAreUnacknowledged() {
    broken(
        initiator(waits(0, 3), waits(2, 3)),
        RequestBlocking.class,
        "asks to wait for new ids while 1 are unacknowledged");
  }

  @Test
  void aWaitMustBeAskedForWhenNoIdIsUnacknowledged() {
    broken(
        initiator(waits(0, 3), ids(3, 3)),
        RequestNonBlocking.class,
        "asks for new ids at once while none is unacknowledged");
  }

  @Test
  void onlyTransactionsMayBeAskedForThatAreUnacknowledged() {
    broken(
        initiator(waits(0, 3), ids(1, 0), new RequestTxs(List.of(Txs.id(1)))),
        RequestedUnavailableTx.class,
        "asks for transaction 01, whose id is not among the unacknowledged ones");
  }

  @Test
  void aTransactionThatIsAskedForTwiceIsSentOnce() {
    HalfRun half = initiator(waits(0, 3), new RequestTxs(List.of(Txs.id(2), Txs.id(1), Txs.id(2))));
    assertThat(half.sent())
        .last()
        .isEqualTo(TxCodec.CODEC.encode(new ReplyTxs(List.of(Txs.tx(2), Txs.tx(1)))));
  }

  @Test
  void noAnswerIsLargerThanTheOtherSideTakes() {
    List<Encoded> large = List.of(Txs.tx(101, 900_000), Txs.tx(102, 900_000), Txs.tx(103, 900_000));
    FakePool full = new FakePool(large);
    HalfRun half =
        new HalfRun(runtime, new ProtocolKey(TxSubmission.NUMBER, Direction.INITIATOR))
            .start(new TxSubmission(runtime, full, Duration.ZERO).initiator());
    half.arrive(TxCodec.CODEC.encode(waits(0, 3)));
    half.arrive(
        TxCodec.CODEC.encode(new RequestTxs(List.of(Txs.id(101), Txs.id(102), Txs.id(103)))));
    runtime.runUntilIdle();
    assertThat(half.sent())
        .last()
        .isEqualTo(TxCodec.CODEC.encode(new ReplyTxs(large.subList(0, 2))));
  }

  @Test
  void noMoreIdsMayBeNamedThanWereAskedFor() {
    broken(responder(named(1, 2, 3, 4)), TxIdsNotRequested.class, "names 4 ids, asked for were 3");
  }

  @Test
  void anIdThatCannotBeRememberedIsRefused() {
    Encoded longest = new Encoded(hexBytes("587e", TxOffer.MAX_ID_BYTES));
    HalfRun fine = responder(new ReplyTxIds(List.of(new TxIdAndSize(longest, 9))));
    assertThat(fine.failure()).isEmpty();
    fine.interrupt();
    runtime.runUntilIdle();
    Encoded longer = new Encoded(hexBytes("587f", TxOffer.MAX_ID_BYTES + 1));
    broken(
        responder(new ReplyTxIds(List.of(new TxIdAndSize(longer, 9)))),
        TxIdTooLarge.class,
        "names a transaction whose id has 129 bytes; at most 128 are remembered");
  }

  private static byte[] hexBytes(String head, int size) {
    byte[] bytes = new byte[size];
    byte[] start = HexFormat.of().parseHex(head);
    System.arraycopy(start, 0, bytes, 0, start.length);
    return bytes;
  }

  @Test
  void onlyTransactionsMayBeSentThatWereAskedFor() {
    broken(
        responder(named(1, 2, 3), new ReplyTxs(List.of(Txs.tx(1), Txs.tx(3)))),
        TxNotRequested.class,
        "sends transaction 03, which it was not asked for");
    assertThat(pool.received()).as("nothing of it counts").isEmpty();
  }

  @Test
  void noTransactionMayBeSentTwice() {
    broken(
        responder(named(1, 2, 3), new ReplyTxs(List.of(Txs.tx(1), Txs.tx(1)))),
        TxNotRequested.class,
        "sends transaction 01, which it was not asked for");
  }

  @Test
  void transactionsThatNothingReadsAreLeftAndNoMoreOfThemMayComeThanWereAskedFor() {
    HalfRun half = responder(named(1, 2), new ReplyTxs(List.of(Txs.UNREADABLE, Txs.tx(2))));
    assertThat(half.notes()).containsExactly("1 transactions that nothing here can read were left");
    assertThat(pool.received()).containsExactly(Txs.tx(2));
    assertThat(pool.calls()).containsExactly("missing 01");
    half.interrupt();
    runtime.runUntilIdle();
    broken(
        responder(named(1, 2), new ReplyTxs(List.of(Txs.UNREADABLE, Txs.tx(1), Txs.UNREADABLE))),
        TxNotRequested.class,
        "sends more transactions than one for each id");
  }

  @Test
  void aTransactionMustHaveTheSizeThatWasSaid() {
    for (int off : new int[] {-33, 33}) {
      broken(
          responder(sized(1, 100 + off), new ReplyTxs(List.of(ofSize(1, 100)))),
          TxSizeMismatch.class,
          "said that transaction 01 has " + (100 + off) + " bytes, and it has 100;");
    }
    for (int off : new int[] {-32, 32}) {
      HalfRun half = responder(sized(1, 100 + off), new ReplyTxs(List.of(ofSize(1, 100))));
      assertThat(half.failure()).isEmpty();
    }
  }

  private static ReplyTxIds sized(int number, int size) {
    return new ReplyTxIds(List.of(new TxIdAndSize(Txs.id(number), size)));
  }

  private static Encoded ofSize(int number, int size) {
    return Txs.tx(number, size - 4);
  }

  @Test
  void aDamagedTransactionIsAnError() {
    broken(
        responder(named(1, 2), new ReplyTxs(List.of(Txs.DAMAGED))),
        TxDamaged.class,
        "sends a transaction that is damaged: it has no number");
  }

  @Test
  void aTransactionThatIsTooLargeForAnAnswerIsNeverAskedFor() {
    HalfRun half =
        responder(
            new ReplyTxIds(
                List.of(
                    new TxIdAndSize(Txs.id(1), Inquiry.MOST_BYTES_ASKED + 1),
                    new TxIdAndSize(Txs.id(2), Inquiry.MOST_BYTES_ASKED),
                    new TxIdAndSize(Txs.id(3), 1))));
    assertThat(half.sent())
        .contains(TxCodec.CODEC.encode(new RequestTxs(List.of(Txs.id(2)))))
        .hasSize(3);
  }

  @Test
  void transactionsThatAreAskedForMayTakeTenSeconds() {
    mayTakeTenSeconds(responder(named(1, 2)), "StTxs");
  }

  @Test
  void idsThatAreAskedForWithoutAWaitMayTakeTenSeconds() {
    HalfRun half = responder(named(1, 2), new ReplyTxs(List.of(Txs.tx(1), Txs.tx(2))));
    mayTakeTenSeconds(half, "StTxIdsNonBlocking");
  }

  private void mayTakeTenSeconds(HalfRun half, String state) {
    runtime.advance(Duration.ofMillis(9_999));
    assertThat(half.isOver()).isFalse();
    runtime.advance(Duration.ofMillis(1));
    assertThat(half.failure()).containsInstanceOf(ProtocolViolation.class);
    ProtocolViolation violation = (ProtocolViolation) half.failure().orElseThrow();
    assertThat(violation.rule()).isEqualTo(ProtocolViolation.Rule.TOO_LATE);
    assertThat(violation.state()).isEqualTo(state);
    assertThat(pool.open()).isZero();
  }

  /** Ten ids with their transactions, and a tenth, as the reference has it. */
  @Test
  void soManyBytesMayWaitAsOnTheReference() {
    assertThat(TxSubmission.INGRESS_LIMIT).isEqualTo(721_424);
  }
}
