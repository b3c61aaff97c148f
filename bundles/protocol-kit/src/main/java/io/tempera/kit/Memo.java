package io.tempera.kit;

import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Snapshot;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a half would leave to the next one; at first what the one before left. */
final class Memo {
  private static final Supplier<ByteBuffer> NOTHING = () -> ByteBuffer.allocate(0);

  private final List<ResumePoint> understood;
  private int version;
  private Supplier<ByteBuffer> bytes;
  private Optional<ResumePoint> last = Optional.empty();

  /**
   * What the one before left.
   *
   * @param understood from where the table carries on
   */
  Memo(List<ResumePoint> understood, Optional<Snapshot> before) {
    this.understood = understood;
    version = before.map(Snapshot::memoVersion).orElse(0);
    bytes = before.<Supplier<ByteBuffer>>map(left -> left::memo).orElse(NOTHING);
  }

  /**
   * Reads what was left, from its start to its end.
   *
   * @throws CborException or IllegalArgumentException when it is something else
   */
  static <T> T read(Snapshot before, Function<CborReader, T> read) {
    ByteBuffer memo = before.memo();
    byte[] left = new byte[memo.remaining()];
    memo.get(left);
    CborReader from = new CborReader(left);
    T known = read.apply(from);
    from.expectEnd();
    return known;
  }

  /** What is wrong with leaving a memo of a version, if anything. */
  Optional<String> wrong(int newVersion) {
    if (newVersion <= 0) {
      return Optional.of(
          "cannot leave a memo of version "
              + newVersion
              + ": they begin with 1, 0 stands for none");
    }
    return understood.stream().anyMatch(p -> p.memoVersion() == newVersion)
        ? Optional.empty()
        : Optional.of(
            "cannot leave a memo of version "
                + newVersion
                + ", which no hand-over point of the table names: add it where it can be carried on"
                + " from, as in handOver(0, "
                + newVersion
                + ")");
  }

  void set(int newVersion, Supplier<byte[]> newBytes) {
    version = newVersion;
    bytes = () -> ByteBuffer.wrap(newBytes.get());
  }

  /** A state with the version of what would be left there: mostly the one of the wait before. */
  Optional<ResumePoint> at(String point) {
    ResumePoint before = last.orElse(null);
    if (before == null || before.memoVersion() != version || !before.point().equals(point)) {
      last = Optional.of(resumePoint(point));
    }
    return last;
  }

  /** The same, for whoever only asks. */
  ResumePoint resumePoint(String point) {
    return new ResumePoint(point, version);
  }

  Snapshot snapshotAt(String point, Optional<Duration> timeLeft) {
    return new Snapshot(point, version, bytes.get(), timeLeft);
  }
}
