package io.tempera.block.fetch.internal;

import io.tempera.chain.FetchRange;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.protocol.HalfContext;

/** What the peer sent is not the range that it was asked for; its connection is lost. */
abstract sealed class BadBatch extends TemperaException
    permits WrongBlock, InvalidBody, TooFewBlocks, TooManyBlocks {
  private static final long serialVersionUID = 1L;

  /**
   * Says where, and of which range.
   *
   * @param what the peer did, going on from "it"
   */
  BadBatch(HalfContext context, FetchRange asked, String what) {
    super(
        FailureCategory.REMOTE_MISBEHAVED,
        context.connectionId()
            + " mini-protocol "
            + context.key()
            + " block-fetch: the peer was asked for "
            + asked.blocks()
            + " blocks, from "
            + asked.first()
            + " to "
            + asked.last()
            + "; it "
            + what);
  }
}
