package io.tempera.chain.sync.internal;

import io.tempera.chain.Tip;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.protocol.HalfContext;

/** Whoever follows the peer's chain does not take what the peer said of it. */
final class ChainRefused extends TemperaException {
  private static final long serialVersionUID = 1L;

  /**
   * It was refused.
   *
   * @param what was said, with its article
   * @param tip where the peer's chain ends, as it said with it
   * @param why a sentence of whoever refused it
   */
  ChainRefused(HalfContext context, String what, Tip tip, String why) {
    super(
        FailureCategory.REMOTE_MISBEHAVED,
        context.connectionId()
            + " mini-protocol "
            + context.key()
            + " chain-sync: "
            + what
            + " (its chain ends at "
            + tip
            + ") is refused: "
            + why
            + "; the connection is closed; if other peers are refused for the same, compare the"
            + " chain that this node follows with theirs");
  }
}
