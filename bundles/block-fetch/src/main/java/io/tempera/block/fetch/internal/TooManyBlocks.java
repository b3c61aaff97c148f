package io.tempera.block.fetch.internal;

import io.tempera.chain.FetchRange;
import io.tempera.protocol.HalfContext;

/**
 * A batch went on after all blocks of its range had come (ouroboros-network BlockFetch.Client,
 * BlockFetchProtocolFailureTooManyBlocks).
 */
final class TooManyBlocks extends BadBatch {
  private static final long serialVersionUID = 1L;

  TooManyBlocks(HalfContext context, FetchRange asked) {
    super(context, asked, "sent one more: it has another chain between the two");
  }
}
