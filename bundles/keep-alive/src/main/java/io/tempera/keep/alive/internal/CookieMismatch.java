package io.tempera.keep.alive.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.protocol.HalfContext;

/** The answer belongs to another question (ouroboros-network KeepAliveCookieMissmatch). */
final class CookieMismatch extends TemperaException {
  private static final long serialVersionUID = 1L;

  CookieMismatch(HalfContext context, int sent, int received) {
    super(
        FailureCategory.REMOTE_MISBEHAVED,
        context.connectionId()
            + " mini-protocol "
            + context.key()
            + " keep-alive: the answer to cookie "
            + sent
            + " carried cookie "
            + received);
  }
}
