package io.tempera.block.fetch.internal;

import io.tempera.chain.FetchRange;
import io.tempera.chain.Verdict;
import io.tempera.protocol.HalfContext;

/**
 * A block is not one to take: above all, its body is another than its header names
 * (ouroboros-network BlockFetch.Client, BlockFetchProtocolFailureInvalidBody).
 */
final class InvalidBody extends BadBatch {
  private static final long serialVersionUID = 1L;

  InvalidBody(HalfContext context, FetchRange asked, Verdict.Invalid verdict) {
    super(context, asked, "sent a block that is not to be taken: " + verdict.why());
  }
}
