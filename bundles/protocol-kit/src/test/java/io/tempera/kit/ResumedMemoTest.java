package io.tempera.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.failure.FailureCategory;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.mux.Direction;
import io.tempera.protocol.Snapshot;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ResumedMemoTest {
  private static final byte[] SEVEN = new CborWriter().unsigned(7).toByteArray();

  private static Session<Talk> after(Optional<Snapshot> before) {
    FakeHalf half = new FakeHalf(Direction.INITIATOR, before);
    return new Session<>(Talk.SPEC, Talk.CODEC, bound -> 0, half, half);
  }

  private static Session<Talk> afterMemo(int version, byte[] memo) {
    return after(
        Optional.of(new Snapshot("Idle", version, ByteBuffer.wrap(memo), Optional.empty())));
  }

  private static long small(CborReader from) {
    long read = from.readUnsignedLong();
    if (read > 100) {
      throw new IllegalArgumentException(read + " is too many");
    }
    return read;
  }

  @Test
  void aMemoOfTheVersionIsRead() {
    assertThat(afterMemo(1, SEVEN).resumed(1, ResumedMemoTest::small)).contains(7L);
  }

  @Test
  void whereNobodyWasBeforeOrLeftAnotherVersionThereIsNone() {
    assertThat(after(Optional.empty()).resumed(1, ResumedMemoTest::small)).isEmpty();
    assertThat(afterMemo(0, new byte[0]).resumed(1, ResumedMemoTest::small)).isEmpty();
    assertThat(afterMemo(1, SEVEN).resumed(2, ResumedMemoTest::small)).isEmpty();
  }

  @Test
  void whatIsNoMemoIsTheFaultOfWhoeverLeftIt() {
    byte[] tooMuch = new CborWriter().unsigned(7).unsigned(7).toByteArray();
    byte[] tooLarge = new CborWriter().unsigned(101).toByteArray();
    for (byte[] memo : List.of(new byte[0], new byte[] {0x19}, tooMuch, tooLarge)) {
      Session<Talk> session = afterMemo(1, memo);
      assertThatExceptionOfType(UnreadableMemo.class)
          .isThrownBy(() -> session.resumed(1, ResumedMemoTest::small))
          .withMessageStartingWith(
              session.context().connectionId()
                  + " mini-protocol 7 initiator talk: cannot carry on at Idle, as the memo of the"
                  + " implementation before is not of version 1 as it says; let that bundle name"
                  + " the version that it writes, because: ")
          .satisfies(
              e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.PROTOCOL_CODE));
    }
  }
}
