package io.tempera.kit;

import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Snapshot;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What a half would leave to the next one; at first what the one before left. */
final class Memo {
  private static final Supplier<ByteBuffer> NOTHING = () -> ByteBuffer.allocate(0);

  private int version;
  private Supplier<ByteBuffer> bytes;
  private Optional<ResumePoint> last = Optional.empty();

  Memo(Optional<Snapshot> before) {
    version = before.map(Snapshot::memoVersion).orElse(0);
    bytes = before.<Supplier<ByteBuffer>>map(left -> left::memo).orElse(NOTHING);
  }

  void set(int newVersion, Supplier<byte[]> newBytes) {
    if (newVersion <= 0) {
      throw new IllegalArgumentException(
          "A memo's version is above 0, which stands for none, not " + newVersion);
    }
    version = newVersion;
    bytes = () -> ByteBuffer.wrap(newBytes.get());
  }

  /** A state with the version of what would be left there: mostly the one of the wait before. */
  Optional<ResumePoint> at(String point) {
    ResumePoint before = last.orElse(null);
    if (before == null || before.memoVersion() != version || !before.point().equals(point)) {
      last = Optional.of(new ResumePoint(point, version));
    }
    return last;
  }

  Snapshot snapshotAt(String point, Optional<Duration> timeLeft) {
    return new Snapshot(point, version, bytes.get(), timeLeft);
  }
}
