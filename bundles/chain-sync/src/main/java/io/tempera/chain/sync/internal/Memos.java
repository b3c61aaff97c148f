package io.tempera.chain.sync.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.kit.Session;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.protocol.Snapshot;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/** Reads what the implementation before left. */
final class Memos {
  private Memos() {}

  /**
   * What was left, if there was anybody before.
   *
   * @throws TemperaException when it is damaged: the fault of whoever left it, not of the peer
   */
  static <T> Optional<T> left(Session<ChainSyncMessage> session, Function<CborReader, T> read) {
    return session.resumed().map(before -> read(session, before, read));
  }

  private static <T> T read(
      Session<ChainSyncMessage> session, Snapshot before, Function<CborReader, T> read) {
    ByteBuffer memo = before.memo();
    byte[] bytes = new byte[memo.remaining()];
    memo.get(bytes);
    try {
      CborReader from = new CborReader(bytes);
      T left = read.apply(from);
      from.expectEnd();
      return left;
    } catch (CborException | IllegalArgumentException e) {
      throw new TemperaException(
          FailureCategory.PROTOCOL_CODE,
          session.context().connectionId()
              + " mini-protocol "
              + session.context().key()
              + " chain-sync: cannot carry on at "
              + before.point()
              + ", as the memo of the implementation before is not of version "
              + before.memoVersion()
              + " as it says; let that bundle name the version that it writes",
          Optional.of(Failure.of(FailureCategory.PROTOCOL_CODE, e)));
    }
  }
}
