package io.tempera.kit.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CborReaderTest {
  private static CborReader reader(String hex) {
    return new CborReader(HexFormat.of().parseHex(hex));
  }

  @Test
  void whatTheWriterWritesReadsBack() {
    byte[] message =
        new CborWriter()
            .arrayIndefinite()
            .unsigned(0)
            .unsigned(23)
            .unsigned(24)
            .unsigned(0xffff)
            .unsigned(Long.MAX_VALUE)
            .unsignedLong(5)
            .unsignedLong(-1)
            .integer(-1)
            .integer(Long.MIN_VALUE)
            .bytes(new byte[300])
            .text("Größe 𝄞")
            .bool(true)
            .bool(false)
            .nil()
            .tag(24)
            .bytes(new byte[] {1})
            .map(1)
            .text("k")
            .array(0)
            .mapIndefinite()
            .end()
            .raw(new byte[] {(byte) 0x82, 1, 2})
            .end()
            .toByteArray();
    CborReader reader = new CborReader(message);
    reader.readIndefiniteArray();
    assertThat(reader.readUnsignedByte()).isZero();
    assertThat(reader.readUnsignedByte()).isEqualTo(23);
    assertThat(reader.readUnsignedByte()).isEqualTo(24);
    assertThat(reader.readUnsignedShort()).isEqualTo(0xffff);
    assertThat(reader.readUnsigned(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(reader.readUnsignedLong()).isEqualTo(5);
    assertThat(Long.toUnsignedString(reader.readUnsignedLong())).isEqualTo("18446744073709551615");
    assertThat(reader.readInteger()).isEqualTo(-1);
    assertThat(reader.readInteger()).isEqualTo(Long.MIN_VALUE);
    assertThat(reader.readBytes()).hasSize(300);
    assertThat(reader.readText()).isEqualTo("Größe 𝄞");
    assertThat(reader.readBool()).isTrue();
    assertThat(reader.readBool()).isFalse();
    reader.readNull();
    assertThat(reader.readTag()).isEqualTo(24);
    assertThat(reader.readBytes(1)).containsExactly(1);
    assertThat(reader.readDefiniteMap()).isEqualTo(1);
    assertThat(reader.readText(1)).isEqualTo("k");
    assertThat(reader.readDefiniteArray()).isZero();
    assertThat(reader.readMapStart()).isEqualTo(CborReader.INDEFINITE);
    assertThat(reader.readBreak()).isTrue();
    assertThat(reader.readBreak()).isFalse();
    assertThat(reader.readItem()).containsExactly(0x82, 1, 2);
    assertThat(reader.readBreak()).isTrue();
    reader.expectEnd();
  }

  @ParameterizedTest
  @ValueSource(strings = {"05", "1805", "190005", "1a00000005", "1b0000000000000005"})
  void anIntegerMayBeWiderThanItNeedBe(String hex) {
    assertThat(reader(hex).readUnsignedByte()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8107", "980107", "99000107", "9a0000000107", "9b000000000000000107"})
  void aLengthMayBeWiderThanItNeedBe(String hex) {
    CborReader reader = reader(hex);
    reader.readArrayOf(1);
    assertThat(reader.readUnsignedByte()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "190100|byte|0|an unsigned integer up to 255|256",
        "20|byte|0|an unsigned integer|a negative integer",
        "1bffffffffffffffff|byte|0|an unsigned integer up to 255|18446744073709551615",
        "1bffffffffffffffff|integer|0|an integer of 64 bits|one that needs more",
        "3bffffffffffffffff|integer|0|an integer of 64 bits|one that needs more",
        "6161|integer|0|an unsigned integer|a text string",
        "19|byte|0|a number of 2 bytes|only 0 left",
        "1c|byte|0|an unsigned integer|the reserved first byte 0x1c",
        "1f|byte|0|an unsigned integer|the reserved first byte 0x1f",
        "|byte|0|an unsigned integer|the end of the message",
        "9f|array2|0|the definite form of an array|the indefinite form",
        "83000000|array2|0|an array of 2|an array of 3",
        "83|array2|0|an array that the message can hold|an array of 3 with 0 bytes left",
        "9b7fffffffffffffff00|array2|0|an array that the message can hold|"
            + "an array of 9223372036854775807 with 1 bytes left",
        "80|indefinite|0|an indefinite array|a definite array of 0",
        "a20000|map|0|a map that the message can hold|a map of 2 with 2 bytes left",
        "bf|map|0|the definite form of a map|the indefinite form",
        "5f4101ff|bytes|0|the definite form of a byte string|the indefinite form",
        "450102|bytes|0|a byte string|one of 5 bytes with 2 left",
        "4a00000000000000000000|bytes|0|a byte string of at most 9 bytes|one of 10 bytes",
        "5bffffffffffffffff|bytes|0|a byte string of at most 9 bytes|"
            + "one of 18446744073709551615 bytes",
        "7f6161ff|text|0|the definite form of a text string|the indefinite form",
        "61ff|text|0|a text string|bytes that are not UTF-8",
        "f6|bool|0|a boolean|null",
        "f7|null|0|null|a simple value",
        "dbffffffffffffffff00|tag|0|a tag of 63 bits|18446744073709551615",
        "8200|item|0|a whole item|the end of the message, 1 bytes too early",
        "ff|item|0|an item|the end of an indefinite item",
      })
  void somethingElseIsRefusedWithWhereWhatAndWhy(
      String hex, String what, long offset, String expected, String found) {
    CborReader reader = reader(hex == null ? "" : hex);
    Consumer<CborReader> call =
        switch (what) {
          case "byte" -> CborReader::readUnsignedByte;
          case "integer" -> CborReader::readInteger;
          case "array2" -> r -> r.readArrayOf(2);
          case "indefinite" -> CborReader::readIndefiniteArray;
          case "map" -> CborReader::readDefiniteMap;
          case "bytes" -> r -> r.readBytes(9);
          case "text" -> r -> r.readText(9);
          case "bool" -> CborReader::readBool;
          case "null" -> CborReader::readNull;
          case "tag" -> CborReader::readTag;
          default -> CborReader::skipItem;
        };
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> call.accept(reader))
        .satisfies(
            e -> {
              assertThat(e.offset()).isEqualTo(offset);
              assertThat(e.expected()).isEqualTo(expected);
              assertThat(e.found()).isEqualTo(found);
            });
  }

  @Test
  void bytesBehindTheMessageAreRefused() {
    CborReader reader = reader("0000");
    reader.readUnsignedByte();
    assertThat(reader.offset()).isEqualTo(1);
    assertThatThrownBy(reader::expectEnd)
        .hasMessage("CBOR at byte 1: expected the end of the message, found 1 more bytes");
  }

  @Test
  void theKindOfTheNextItemCanBeLookedAt() {
    assertThat(reader("1b00").peek()).isEqualTo(CborType.UNSIGNED);
    assertThat(reader("f5").peek()).isEqualTo(CborType.BOOL);
    assertThat(reader("f9").peek()).isEqualTo(CborType.FLOAT);
    assertThat(reader("f8ff").peek()).isEqualTo(CborType.SIMPLE);
    assertThat(reader("ff").peek()).isEqualTo(CborType.BREAK);
    assertThat(reader("9f").peekIndefinite()).isTrue();
    assertThat(reader("80").peekIndefinite()).isFalse();
    assertThat(reader("ff").peekIndefinite()).isFalse();
  }

  @Test
  void itemsThatAreEncodedAlreadyPassThroughWithoutBeingUnderstood() {
    byte[] block = new CborWriter().tag(24).bytes(new byte[100_000]).toByteArray();
    CborWriter writer = new CborWriter().array(3).unsigned(4).raw(block);
    byte[] message = writer.toByteArray();
    writer.raw(ByteBuffer.wrap(new byte[] {9, 1, 9}, 1, 1));
    assertThat(message).as("does not change any more").hasSize(block.length + 2);

    CborReader reader = new CborReader(writer.toByteArray());
    reader.readArrayOf(3);
    reader.readUnsignedByte();
    ByteBuffer view = reader.readItemView();
    assertThat(view).isEqualTo(ByteBuffer.wrap(block));
    assertThat(view.isReadOnly()).isTrue();
    assertThat(reader.readUnsignedByte()).isEqualTo(1);
    reader.expectEnd();
  }

  @Test
  void theLargeItemsOfALongMessageAreSentWhereTheyLie() {
    byte[] large = new byte[4_000];
    Arrays.fill(large, (byte) 7);
    ByteBuffer readOnly = ByteBuffer.wrap(large, 100, 300).asReadOnlyBuffer();
    CborWriter writer =
        new CborWriter().array(4).raw(large).unsigned(1).raw(readOnly).raw(new byte[255]);
    List<ByteBuffer> pieces = writer.toPieces();
    assertThat(pieces).extracting(ByteBuffer::remaining).containsExactly(1, 4_000, 1, 300, 255);
    assertThat(pieces.get(1).array()).isSameAs(large);
    assertThat(joined(pieces)).isEqualTo(writer.toByteArray());
    assertThat(joined(pieces)).as("reading them changes nothing").isEqualTo(writer.toByteArray());
  }

  @Test
  void aShortMessageIsOnePiece() {
    CborWriter writer = new CborWriter().array(2).unsigned(0).raw(new byte[4_093]);
    assertThat(writer.toPieces()).containsExactly(ByteBuffer.wrap(writer.toByteArray()));
    assertThat(new CborWriter().array(2).unsigned(0).raw(new byte[4_094]).toPieces()).hasSize(2);
  }

  private static byte[] joined(List<ByteBuffer> pieces) {
    byte[] all = new byte[pieces.stream().mapToInt(ByteBuffer::remaining).sum()];
    ByteBuffer to = ByteBuffer.wrap(all);
    pieces.forEach(piece -> to.put(piece.duplicate()));
    return all;
  }

  @Test
  void theWriterRefusesWhatCborCannotSay() {
    assertThatThrownBy(() -> new CborWriter().unsigned(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CborWriter().simple(24))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CborWriter().text("\ud834"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
