package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tempera.mux.Direction;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SduHeaderTest {
  @Test
  void aHandshakeProposalOf23BytesHasTheHeaderOfTheReference() {
    assertThat(hex(new SduHeader(0x01020304, 0, Direction.INITIATOR, 23)))
        .isEqualTo("0102030400000017");
  }

  @Test
  void aKeepAliveResponderOf4BytesHasTheHeaderOfTheReference() {
    assertThat(hex(new SduHeader(0, 8, Direction.RESPONDER, 4))).isEqualTo("0000000080080004");
  }

  @Test
  void everyFieldSurvivesAtItsBounds() {
    for (int timestamp : List.of(0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1)) {
      for (int number : List.of(0, 1, 8, 0x7fff)) {
        for (Direction sender : Direction.values()) {
          for (int length : List.of(0, 1, 12_288, 0xffff)) {
            SduHeader header = new SduHeader(timestamp, number, sender, length);
            assertThat(SduHeader.decode(header.encode())).isEqualTo(header);
          }
        }
      }
    }
  }

  @Test
  void theTimestampIsTheLow32BitsOfMicroseconds() {
    long wrap = (1L << 32) * 1_000;
    assertThat(SduHeader.timestamp(1_234_567_899)).isEqualTo(1_234_567);
    assertThat(SduHeader.timestamp(wrap + 5_999)).isEqualTo(5);
    assertThat(SduHeader.timestamp(wrap - 1)).isEqualTo(-1);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SduHeader(0, 0x8000, Direction.INITIATOR, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SduHeader(0, 0, Direction.INITIATOR, 0x10000));
  }

  private static String hex(SduHeader header) {
    return HexFormat.of().formatHex(ByteBuffer.allocate(8).putLong(header.encode()).array());
  }
}
