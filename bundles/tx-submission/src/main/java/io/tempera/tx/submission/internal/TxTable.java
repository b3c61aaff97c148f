package io.tempera.tx.submission.internal;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;

import io.tempera.kit.ProtocolSpec;
import io.tempera.tx.submission.internal.TxMessage.Done;
import io.tempera.tx.submission.internal.TxMessage.Init;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxIds;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxs;
import io.tempera.tx.submission.internal.TxMessage.RequestTxIds;
import io.tempera.tx.submission.internal.TxMessage.RequestTxs;
import java.time.Duration;

/**
 * Tx-submission as a table. The states are those of PR/TxSubmission2/Type, the limits those of
 * PR/TxSubmission2/Codec (the network specification prints 5 760 bytes for StInit and StIdle).
 */
final class TxTable {
  static final String IDLE = "StIdle";
  static final String IDS_BLOCKING = "StTxIdsBlocking";
  static final String IDS_NON_BLOCKING = "StTxIdsNonBlocking";

  /** The largest message that asks (smallByteLimit). */
  static final int SMALL = 65_535;

  /** The largest message that answers (largeByteLimit). */
  static final int LARGE = 2_500_000;

  /** How long an answer may take that waits for nothing (shortWait). */
  static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  /** The version of both memos: {@link OutboundMemo} and {@link InboundMemo}. */
  static final int MEMO = 1;

  /**
   * Each request that is not answered waits for an id at least, or for a transaction that was
   * named.
   */
  private static final int MOST_OUTSTANDING = 2 * TxSettings.MOST_UNACKNOWLEDGED;

  static final ProtocolSpec<TxMessage> SPEC =
      ProtocolSpec.<TxMessage>named("tx-submission")
          .state("StInit", INITIATOR, bytes(SMALL))
          .on(Init.class, IDLE)
          .state(IDLE, RESPONDER, bytes(SMALL))
          .on(
              RequestTxIds.class,
              m -> m.blocking() ? IDS_BLOCKING : IDS_NON_BLOCKING,
              IDS_BLOCKING,
              IDS_NON_BLOCKING)
          .pipelined(MOST_OUTSTANDING)
          .on(RequestTxs.class, "StTxs")
          .pipelined(MOST_OUTSTANDING)
          .handOver(MEMO)
          .state(IDS_BLOCKING, INITIATOR, bytes(LARGE))
          .on(ReplyTxIds.class, IDLE)
          .onTerminate(new Done(), "StDone")
          .handOver(MEMO)
          .state(IDS_NON_BLOCKING, INITIATOR, bytes(LARGE).within(ANSWER_LIMIT))
          .on(ReplyTxIds.class, IDLE)
          .state("StTxs", INITIATOR, bytes(LARGE).within(ANSWER_LIMIT))
          .on(ReplyTxs.class, IDLE)
          .end("StDone")
          .build();

  private TxTable() {}
}
