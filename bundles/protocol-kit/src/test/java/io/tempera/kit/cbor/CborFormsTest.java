package io.tempera.kit.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What node-to-node does without, and other protocols may need. */
final class CborFormsTest {
  private static CborReader reader(String hex) {
    return new CborReader(HexFormat.of().parseHex(hex));
  }

  private static String hex(CborWriter writer) {
    return HexFormat.of().formatHex(writer.toByteArray());
  }

  /** Examples of RFC 8949, appendix A. */
  @ParameterizedTest
  @CsvSource({
    "f90000, 0.0",
    "f98000, -0.0",
    "f93c00, 1.0",
    "fb3ff199999999999a, 1.1",
    "f93e00, 1.5",
    "f97bff, 65504.0",
    "fa47c35000, 100000.0",
    "fa7f7fffff, 3.4028234663852886e+38",
    "fb7e37e43c8800759c, 1.0e+300",
    "f90001, 5.960464477539063e-8",
    "f9c400, -4.0",
    "fbc010666666666666, -4.1",
    "f97c00, Infinity",
    "f97e00, NaN",
    "f9fc00, -Infinity"
  })
  void aFloatIsWrittenInItsShortestFormAndReadInEvery(String hex, double value) {
    assertThat(hex(new CborWriter().floating(value))).isEqualTo(hex);
    assertThat(Double.valueOf(reader(hex).readFloat())).isEqualTo(Double.valueOf(value));
    String wide =
        hex(new CborWriter().raw(ByteBuffer.allocate(9).put((byte) 0xfb).putDouble(value).flip()));
    assertThat(Double.valueOf(reader(wide).readFloat())).isEqualTo(Double.valueOf(value));
  }

  /** Examples of RFC 8949, appendix A. */
  @ParameterizedTest
  @CsvSource({
    "1bffffffffffffffff, 18446744073709551615",
    "c249010000000000000000, 18446744073709551616",
    "3bffffffffffffffff, -18446744073709551616",
    "c349010000000000000000, -18446744073709551617",
    "1b000000e8d4a51000, 1000000000000",
    "20, -1",
    "00, 0"
  })
  void anIntegerMayHaveAnySize(String hex, BigInteger value) {
    assertThat(hex(new CborWriter().integer(value))).isEqualTo(hex);
    assertThat(reader(hex).readBigInteger(9)).isEqualTo(value);
  }

  @Test
  void aBigIntegerMayComeInPiecesAndIsNoLargerThanAsked() {
    assertThat(reader("c25f41014100ff").readBigInteger(2)).isEqualTo(BigInteger.valueOf(256));
    assertThatThrownBy(() -> reader("c25f41014100ff").readBigInteger(1))
        .hasMessageContaining("expected a byte string of at most 0 bytes, found one of 1 bytes");
    assertThatThrownBy(() -> reader("c44101").readBigInteger(9))
        .hasMessage("CBOR at byte 0: expected an integer, or a tag 2 or 3 of one, found tag 4");
  }

  @Test
  void aStringMayBeReadInEitherFormWhereTheProtocolAllowsIt() {
    CborReader reader =
        new CborReader(
            new CborWriter()
                .bytesIndefinite()
                .bytes(new byte[] {1})
                .bytes(ByteBuffer.wrap(new byte[] {2, 3}))
                .end()
                .bytes(new byte[] {4})
                .textIndefinite()
                .text("Gr")
                .text("öße")
                .end()
                .text("ja")
                .simple(23)
                .simple(255)
                .mapIndefinite()
                .end()
                .bytes(new byte[] {5, 6})
                .toByteArray());
    assertThat(reader.readBytesOfAnyForm(3)).containsExactly(1, 2, 3);
    assertThat(reader.readBytesOfAnyForm(1)).containsExactly(4);
    assertThat(reader.readTextOfAnyForm(7)).isEqualTo("Größe");
    assertThat(reader.readTextOfAnyForm(2)).isEqualTo("ja");
    assertThat(reader.readSimple()).isEqualTo(23);
    assertThat(reader.readSimple()).isEqualTo(255);
    reader.readIndefiniteMap();
    assertThat(reader.readBreak()).isTrue();
    ByteBuffer view = reader.readBytesView(2);
    assertThat(view).isEqualTo(ByteBuffer.wrap(new byte[] {5, 6}));
    assertThat(view.isReadOnly()).isTrue();
    reader.expectEnd();
    assertThatThrownBy(() -> reader("5f41014102ff").readBytesOfAnyForm(1))
        .hasMessageContaining("CBOR at byte 3: expected a byte string of at most 0 bytes");
    assertThatThrownBy(() -> reader("7f61c361bcff").readTextOfAnyForm(9))
        .as("a character spread over two pieces")
        .hasMessageContaining("bytes that are not UTF-8");
    assertThatThrownBy(() -> reader("a0").readIndefiniteMap())
        .hasMessageContaining("expected an indefinite map, found a definite map of 0");
  }

  @Test
  void whatIsPassedOverNestsAsDeepAsTheReaderAllows() {
    byte[] three = HexFormat.of().parseHex("81818100");
    new CborReader(three, 3).skipItem();
    assertThatThrownBy(() -> new CborReader(three, 2).skipItem())
        .hasMessage("CBOR at byte 2: expected items nested at most 2 deep, found one more");
    assertThatThrownBy(() -> new CborScanner(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theItemsInAByteStringAreReadWhereTheyStand() {
    CborReader reader = reader("82d8184382010705");
    reader.readArrayOf(2);
    assertThat(reader.readTag()).isEqualTo(24);
    assertThat(reader.readBytesStart()).isEqualTo(3);
    assertThat(reader.offset()).isEqualTo(4);
    reader.readArrayOf(2);
    assertThat(reader.readUnsignedByte()).isEqualTo(1);
    assertThat(reader.readUnsignedByte()).isEqualTo(7);
    assertThat(reader.readUnsignedByte()).isEqualTo(5);
    reader.expectEnd();
    assertThatThrownBy(() -> reader("430102").readBytesStart())
        .hasMessageContaining("one of 3 bytes with 2 left");
    assertThatThrownBy(() -> reader("5f4101ff").readBytesStart())
        .hasMessageContaining("the indefinite form");
  }

  @Test
  void largeItemsAmongSmallOnesAreWrittenInTheirOrder() {
    byte[] large = new byte[100_000];
    large[0] = 1;
    large[99_999] = 2;
    CborWriter writer =
        new CborWriter(1).array(5).unsigned(1).bytes(large).unsigned(2).bytes(large).text("end");
    CborReader reader = new CborReader(writer.toByteArray());
    assertThat(writer.size()).isEqualTo(reader.remaining());
    reader.readArrayOf(5);
    assertThat(reader.readUnsignedByte()).isEqualTo(1);
    assertThat(reader.readBytes()).isEqualTo(large);
    assertThat(reader.readUnsignedByte()).isEqualTo(2);
    assertThat(reader.readBytesView(100_000)).isEqualTo(ByteBuffer.wrap(large));
    assertThat(reader.readText()).isEqualTo("end");
    reader.expectEnd();
  }
}
