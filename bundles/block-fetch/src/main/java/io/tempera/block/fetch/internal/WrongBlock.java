package io.tempera.block.fetch.internal;

import io.tempera.chain.FetchRange;
import io.tempera.chain.Verdict;
import io.tempera.protocol.HalfContext;

/**
 * A block came that was not the next of its range (ouroboros-network BlockFetch.Client,
 * BlockFetchProtocolFailureWrongBlock).
 */
final class WrongBlock extends BadBatch {
  private static final long serialVersionUID = 1L;

  WrongBlock(HalfContext context, FetchRange asked, Verdict.WrongBlock verdict) {
    super(
        context,
        asked,
        "sent "
            + verdict.found()
            + " where "
            + verdict.expected()
            + " was due: it serves another chain than its chain-sync tells of");
  }
}
