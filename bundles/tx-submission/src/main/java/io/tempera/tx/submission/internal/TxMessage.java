package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;
import java.util.List;

/** What tx-submission says (ouroboros-network PR/TxSubmission2/Type). */
sealed interface TxMessage {
  /** The initiator is there; from now on the responder asks. */
  record Init() implements TxMessage {}

  /**
   * Which transactions do you have?
   *
   * @param blocking whether the answer waits until there are some
   * @param acknowledged so many of the oldest ids need not be remembered any more, 0 to 65 535
   * @param wanted how many new ids at most, 0 to 65 535
   */
  record RequestTxIds(boolean blocking, int acknowledged, int wanted) implements TxMessage {}

  /** These. */
  record ReplyTxIds(List<TxIdAndSize> ids) implements TxMessage {
    public ReplyTxIds {
      ids = List.copyOf(ids);
    }
  }

  /** Give me these. */
  record RequestTxs(List<Encoded> ids) implements TxMessage {
    public RequestTxs {
      ids = List.copyOf(ids);
    }
  }

  /** Here they are; those that are gone are left out. */
  record ReplyTxs(List<Encoded> transactions) implements TxMessage {
    public ReplyTxs {
      transactions = List.copyOf(transactions);
    }
  }

  /** No more transactions. */
  record Done() implements TxMessage {}

  /**
   * A transaction that the initiator has, as it says.
   *
   * @param id of any length
   * @param size in bytes, 0 to 4 294 967 295
   */
  record TxIdAndSize(Encoded id, long size) {}
}
