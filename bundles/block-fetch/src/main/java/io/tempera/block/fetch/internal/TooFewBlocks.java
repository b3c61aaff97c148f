package io.tempera.block.fetch.internal;

import io.tempera.chain.FetchRange;
import io.tempera.protocol.HalfContext;

/**
 * A batch ended before all blocks of its range had come (ouroboros-network BlockFetch.Client,
 * BlockFetchProtocolFailureTooFewBlocks).
 */
final class TooFewBlocks extends BadBatch {
  private static final long serialVersionUID = 1L;

  TooFewBlocks(HalfContext context, FetchRange asked, int came) {
    super(
        context,
        asked,
        "sent only "
            + came
            + " and said that those were all; when it has not all it says NoBlocks");
  }
}
