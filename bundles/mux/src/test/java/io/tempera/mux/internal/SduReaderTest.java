package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.Direction;
import io.tempera.mux.MuxError;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SduReaderTest {
  private static final HexFormat HEX = HexFormat.of();

  /** Three SDUs: one byte, seven bytes with the mode bit, two bytes of the largest number. */
  private static final byte[] STREAM =
      HEX.parseHex(
          "01020304"
              + "0008"
              + "0001"
              + "aa"
              + "05060708"
              + "8002"
              + "0007"
              + "01020304050607"
              + "ffffffff"
              + "7fff"
              + "0002"
              + "bbcc");

  private static final List<String> SDUS =
      List.of("8 INITIATOR aa", "2 RESPONDER 01020304050607", "32767 INITIATOR bbcc");

  private static final class Seen implements SduSink {
    private final List<String> sdus = new ArrayList<>();
    private final List<Boolean> owned = new ArrayList<>();
    private Optional<MuxError> answer = Optional.empty();

    @Override
    public Optional<MuxError> sdu(SduHeader header, ByteBuffer payload, boolean isOwned) {
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      if (isOwned) {
        assertThat(payload.array()).isEqualTo(bytes);
      }
      sdus.add(header.number() + " " + header.sender() + " " + HEX.formatHex(bytes));
      owned.add(isOwned);
      return answer;
    }

    @Override
    public void burstEnded() {}
  }

  private final SduReader reader = new SduReader();
  private final Seen seen = new Seen();

  /** Reads bytes that are spoilt afterwards, as a bearer's buffers are. */
  private static Optional<MuxError> read(SduReader reader, Seen seen, int from, int to) {
    byte[] piece = Arrays.copyOfRange(STREAM, from, to);
    Optional<MuxError> error = reader.read(ByteBuffer.wrap(piece), seen);
    Arrays.fill(piece, (byte) 0xdd);
    return error;
  }

  @Test
  void everySplitInThreeGivesTheSameSdus() {
    for (int i = 0; i <= STREAM.length; i++) {
      for (int j = i; j <= STREAM.length; j++) {
        SduReader each = new SduReader();
        Seen got = new Seen();
        assertThat(read(each, got, 0, i)).isEmpty();
        assertThat(read(each, got, i, j)).isEmpty();
        assertThat(read(each, got, j, STREAM.length)).isEmpty();
        assertThat(got.sdus).as("cut at %d and %d", i, j).isEqualTo(SDUS);
        assertThat(each.insideSdu()).isFalse();
        assertThat(each.sdus()).isEqualTo(3);
      }
    }
  }

  @Test
  void byteByByteGivesTheSameSdus() {
    for (int i = 0; i < STREAM.length; i++) {
      assertThat(read(reader, seen, i, i + 1)).isEmpty();
    }
    assertThat(seen.sdus).isEqualTo(SDUS);
  }

  @Test
  void itIsInsideAnSduFromItsFirstByteToItsLast() {
    for (int i = 0; i < STREAM.length; i++) {
      boolean border = i == 0 || i == 9 || i == 24;
      assertThat(reader.insideSdu()).as("before byte %d", i).isEqualTo(!border);
      assertThat(read(reader, seen, i, i + 1)).isEmpty();
    }
    assertThat(reader.insideSdu()).isFalse();
  }

  @Test
  void onlyWhatCameInPiecesIsGivenAway() {
    assertThat(read(reader, seen, 0, 20)).isEmpty();
    assertThat(read(reader, seen, 20, STREAM.length)).isEmpty();
    assertThat(seen.owned).containsExactly(false, true, false);
  }

  @Test
  void anSduOfTheLargestSizeIsRead() {
    ByteBuffer bytes = ByteBuffer.allocate(8 + 0xffff);
    bytes.putLong(new SduHeader(0, 3, Direction.RESPONDER, 0xffff).encode()).rewind();
    assertThat(reader.read(bytes, seen)).isEmpty();
    assertThat(seen.sdus).hasSize(1);
  }

  @Test
  void anEmptySduIsAnErrorAndNothingBehindItIsRead() {
    byte[] bytes = HEX.parseHex("00000000" + "0008" + "0000" + "00000000" + "0008" + "0001" + "aa");
    Optional<MuxError> error = reader.read(ByteBuffer.wrap(bytes), seen);
    assertThat(error).containsInstanceOf(MuxError.SduDecodeError.class);
    assertThat(seen.sdus).isEmpty();
  }

  @Test
  void anErrorOfTheSinkEndsTheReading() {
    seen.answer = Optional.of(new MuxError.UnknownMiniProtocol(8));
    assertThat(read(reader, seen, 0, STREAM.length)).isEqualTo(seen.answer);
    assertThat(seen.sdus).hasSize(1);
  }
}
