package io.tempera.kit.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CborScannerTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "17",
        "1818",
        "190100",
        "1a00010000",
        "1b0000000100000000",
        "20",
        "3863",
        "f90000",
        "fa47c35000",
        "fb3ff199999999999a",
        "f4",
        "f5",
        "f6",
        "f7",
        "f0",
        "f8ff",
        "c0673230313370313a",
        "40",
        "4401020304",
        "60",
        "6161",
        "62c3bc",
        "80",
        "83010203",
        "8301820203820405",
        "a0",
        "a201020304",
        "a26161016162820203",
        "5f42010243030405ff",
        "5fff",
        "7f657374726561646d696e67ff",
        "9fff",
        "9f018202039f0405ffff",
        "bf61610161629f0203ffff",
        "bfff",
        "d818428100",
        "c1c2c301",
        "820019beef",
        "9f9fff80ff",
        "bf9fffbfffff"
      })
  void aWellFormedItemEndsAtItsLastByteInEverySplit(String text) {
    byte[] item = hex(text);
    for (int first = 0; first <= item.length; first++) {
      for (int second = first; second <= item.length; second++) {
        CborScanner scanner = new CborScanner();
        int used = 0;
        for (int[] piece : new int[][] {{0, first}, {first, second}, {second, item.length}}) {
          assertThat(scanner.needed())
              .as("never asks for more than there is")
              .isLessThanOrEqualTo(item.length - used);
          used += scanner.scan(ByteBuffer.wrap(item, piece[0], piece[1] - piece[0]));
          assertThat(scanner.isDone()).isEqualTo(used == item.length);
          assertThat(scanner.needed() == 0).isEqualTo(used == item.length);
        }
        assertThat(used).isEqualTo(item.length);
        assertThat(scanner.scan(ByteBuffer.wrap(item))).as("takes nothing behind its end").isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ff, 0",
    "1c, 0",
    "1f, 0",
    "3f, 0",
    "df00, 0",
    "fc, 0",
    "f800, 0",
    "f81f, 0",
    "81ff, 1",
    "8200ff, 2",
    "bf00ff, 2",
    "a1ff, 1",
    "9fc1ff, 2",
    "5f00ff, 1",
    "5f61610000, 1",
    "7f4100ff, 1",
    "5f5f4100ffff, 1",
    "5b8000000000000000, 0",
    "9b00000000ffffffff, 0",
    "bbffffffffffffffff, 0"
  })
  void anItemThatIsNotWellFormedIsRefusedWhereItGoesWrong(String text, long offset) {
    CborScanner scanner = new CborScanner(100);
    assertThatThrownBy(() -> scanner.scan(ByteBuffer.wrap(hex(text))))
        .isInstanceOf(CborException.class)
        .hasMessageContaining("CBOR at byte " + (100 + offset) + ": expected");
  }

  @Test
  void nestingIsBoundedAndDoesNotRecurse() {
    byte[] deepest = new byte[CborScanner.DEFAULT_DEPTH + 1];
    Arrays.fill(deepest, (byte) 0x81);
    deepest[CborScanner.DEFAULT_DEPTH] = 0;
    CborScanner scanner = new CborScanner();
    assertThat(scanner.scan(ByteBuffer.wrap(deepest))).isEqualTo(deepest.length);
    assertThat(scanner.isDone()).isTrue();

    byte[] oneDeeper = new byte[CborScanner.DEFAULT_DEPTH + 2];
    Arrays.fill(oneDeeper, 0, CborScanner.DEFAULT_DEPTH + 1, (byte) 0x81);
    assertThatThrownBy(() -> new CborScanner().scan(ByteBuffer.wrap(oneDeeper)))
        .hasMessageContaining("nested at most 64 deep");

    byte[] tooDeep = new byte[100_000];
    Arrays.fill(tooDeep, (byte) 0x9f);
    assertThatThrownBy(() -> new CborScanner().scan(ByteBuffer.wrap(tooDeep)))
        .isInstanceOf(CborException.class)
        .hasMessageContaining("nested at most 64 deep");

    byte[] tags = new byte[100_000];
    Arrays.fill(tags, (byte) 0xc1);
    tags[tags.length - 1] = 0;
    CborScanner tagScanner = new CborScanner();
    tagScanner.scan(ByteBuffer.wrap(tags));
    assertThat(tagScanner.isDone()).isTrue();
  }

  @Test
  void aLargeBlockIsAskedForInOnePieceAndScannedOnce() {
    int size = 2_500_000;
    byte[] message = new CborWriter(size).array(2).unsigned(4).bytes(new byte[size]).toByteArray();
    CborScanner scanner = new CborScanner();
    ByteBuffer bytes = ByteBuffer.wrap(message);
    long seen = 0;
    int steps = 0;
    for (int at = 0; !scanner.isDone(); at += 12_288, steps++) {
      bytes.limit(Math.min(message.length, at + 12_288)).position(at);
      seen += scanner.scan(bytes);
      if (steps == 0) {
        assertThat(scanner.needed()).isEqualTo(message.length - 12_288L);
      }
    }
    assertThat(seen).isEqualTo(message.length);
    assertThat(scanner.scanned()).isEqualTo(message.length);
  }

  @Test
  void aDefiniteArrayNeedsAtLeastAByteForEachItem() {
    CborScanner scanner = new CborScanner();
    scanner.scan(ByteBuffer.wrap(hex("9903e8a2")));
    assertThat(scanner.needed()).isEqualTo(999 + 4);
  }

  @Test
  void aScannerCanBeUsedForTheNextItem() {
    CborScanner scanner = new CborScanner();
    ByteBuffer two = ByteBuffer.wrap(hex("82019fff" + "8104"));
    int first = scanner.scan(two);
    assertThat(first).isEqualTo(4);
    scanner.reset();
    assertThat(scanner.isDone()).isFalse();
    assertThat(scanner.needed()).isEqualTo(1);
    assertThat(scanner.scan(two.position(first))).isEqualTo(2);
    assertThat(scanner.isDone()).isTrue();
  }

  @Test
  void itAgreesWithTheRfcOnEveryMutant() {
    RandomItems items = new RandomItems(1);
    int bad = 0;
    for (int round = 0; round < 60_000; round++) {
      byte[] item = items.item(6);
      byte[] mutant = round % 4 == 0 ? item : items.mutated(item);
      OptionalInt length = WellFormed.lengthOf(mutant);
      assertThat(scan(mutant, mutant.length + 1))
          .as("%s", HexFormat.of().formatHex(mutant))
          .isEqualTo(length);
      assertThat(scan(mutant, 1)).isEqualTo(length);
      bad += length.isEmpty() ? 1 : 0;
    }
    assertThat(bad).as("enough of both kinds").isBetween(5_000, 50_000);
  }

  private static OptionalInt scan(byte[] message, int step) {
    CborScanner scanner = new CborScanner();
    try {
      for (int at = 0; at < message.length && !scanner.isDone(); at += step) {
        scanner.scan(ByteBuffer.wrap(message, at, Math.min(step, message.length - at)));
      }
    } catch (CborException e) {
      return OptionalInt.empty();
    }
    return scanner.isDone() ? OptionalInt.of((int) scanner.scanned()) : OptionalInt.empty();
  }
}
