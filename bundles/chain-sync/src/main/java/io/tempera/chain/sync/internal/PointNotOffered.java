package io.tempera.chain.sync.internal;

import io.tempera.chain.Point;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.protocol.HalfContext;

/** The peer says that it has found a point for which it was not asked. */
final class PointNotOffered extends TemperaException {
  private static final long serialVersionUID = 1L;

  PointNotOffered(HalfContext context, Point found, int offered) {
    super(
        FailureCategory.REMOTE_MISBEHAVED,
        context.connectionId()
            + " mini-protocol "
            + context.key()
            + " chain-sync: the peer says that its chain has "
            + found
            + ", which is none of the "
            + offered
            + " points it was asked for; the connection is closed, as there is no telling where its"
            + " headers begin");
  }
}
