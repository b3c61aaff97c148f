package io.tempera.kit;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.protocol.Snapshot;
import java.util.Optional;

/**
 * The implementation before left a memo at a hand-over that is not what its version says: no fault
 * of the other side. The connection is lost.
 */
public final class UnreadableMemo extends TemperaException {
  private static final long serialVersionUID = 1L;

  UnreadableMemo(String where, String protocol, Snapshot before, RuntimeException why) {
    super(
        FailureCategory.PROTOCOL_CODE,
        where
            + " "
            + protocol
            + ": cannot carry on at "
            + before.point()
            + ", as the memo of the implementation before is not of version "
            + before.memoVersion()
            + " as it says; let that bundle name the version that it writes",
        Optional.of(Failure.of(FailureCategory.PROTOCOL_CODE, why)));
  }
}
