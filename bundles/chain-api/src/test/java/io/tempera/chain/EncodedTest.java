package io.tempera.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class EncodedTest {
  private static final byte[] ITEM = HexFormat.of().parseHex("83010203");

  /** The item in the midst of a message. */
  private static ByteBuffer inMessage() {
    return ByteBuffer.wrap(HexFormat.of().parseHex("820483010203ff"), 2, ITEM.length);
  }

  @Test
  void anItemIsTheSameWhereverItLies() {
    Encoded own = new Encoded(ITEM);
    for (ByteBuffer memory :
        new ByteBuffer[] {inMessage(), inMessage().asReadOnlyBuffer(), ByteBuffer.wrap(ITEM)}) {
      Encoded lying = Encoded.in(memory);
      assertThat(lying).isEqualTo(own).hasSameHashCodeAs(own).hasToString("83010203");
      assertThat(lying.size()).isEqualTo(ITEM.length);
      assertThat(lying.bytes()).containsExactly(ITEM);
      assertThat(lying.buffer().isReadOnly()).isTrue();
      assertThat(lying.buffer()).isEqualTo(ByteBuffer.wrap(ITEM));
      assertThat(memory.remaining()).as("left as it was").isEqualTo(ITEM.length);
    }
    assertThat(own).isNotEqualTo(Encoded.ofHex("83010204")).isNotEqualTo("83010203");
  }

  @Test
  void whatHasAnArrayOfItsOwnIsNotCopied() {
    assertThat(new Encoded(ITEM).bytes()).isSameAs(ITEM);
  }

  @Test
  void whatLiesElsewhereIsCopiedOnce() {
    byte[] memory = HexFormat.of().parseHex("0483010203");
    Encoded item = Encoded.in(ByteBuffer.wrap(memory, 1, ITEM.length));
    byte[] own = item.bytes();
    assertThat(item.bytes()).isSameAs(own);
    Arrays.fill(memory, (byte) 0);
    assertThat(item).as("keeps that memory no more").isEqualTo(new Encoded(ITEM));
  }

  @Test
  void whoeverReadsMovesNobodyElse() {
    Encoded item = Encoded.in(inMessage());
    item.buffer().get();
    assertThat(item.buffer().remaining()).isEqualTo(ITEM.length);
    assertThat(item.bytes()).containsExactly(ITEM);
  }

  @Test
  void ofALongItemOnlyTheBeginningIsShown() {
    assertThat(new Encoded(new byte[17])).hasToString("00".repeat(16) + "... (17 bytes)");
    assertThat(new Encoded(new byte[16])).hasToString("00".repeat(16));
  }
}
