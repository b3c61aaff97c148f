package io.tempera.block.fetch.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.protocol.HalfContext;

/**
 * A block came that nothing here reads: this node lacks a bundle, and the peer did nothing wrong.
 */
final class BlockUnreadable extends TemperaException {
  private static final long serialVersionUID = 1L;

  /**
   * It came.
   *
   * @param why a sentence of whoever follows the chain
   */
  BlockUnreadable(HalfContext context, String why) {
    super(
        FailureCategory.CONFIGURATION,
        context.connectionId()
            + " mini-protocol "
            + context.key()
            + " block-fetch: "
            + why
            + "; the connection is closed, and the peer is not to blame");
  }
}
