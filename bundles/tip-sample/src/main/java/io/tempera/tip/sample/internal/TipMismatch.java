package io.tempera.tip.sample.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.protocol.HalfContext;

/** A tip was told that is not on the chain. */
final class TipMismatch extends TemperaException {
  private static final long serialVersionUID = 1L;

  TipMismatch(HalfContext context, Tip told) {
    super(
        FailureCategory.REMOTE_MISBEHAVED,
        context.connectionId()
            + " mini-protocol "
            + context.key()
            + " tip-sample: the peer says that its tip is "
            + told
            + ", and the sample chain has another hash there; let both sides run the same"
            + " tip-sample");
  }
}
