package io.tempera.echo.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.protocol.HalfContext;

/** Other words came back than were sent. */
final class EchoMismatch extends TemperaException {
  private static final long serialVersionUID = 1L;

  EchoMismatch(HalfContext context, int sent, int received) {
    super(
        FailureCategory.REMOTE_MISBEHAVED,
        context.connectionId()
            + " mini-protocol "
            + context.key()
            + " echo: "
            + sent
            + " bytes were sent, and "
            + received
            + " others came back");
  }
}
