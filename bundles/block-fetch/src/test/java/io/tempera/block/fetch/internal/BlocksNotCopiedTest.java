package io.tempera.block.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.block.fetch.internal.BlockFetchMessage.Block;
import io.tempera.chain.Encoded;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever writes to a block's memory afterwards sees it in what was made of it. */
final class BlocksNotCopiedTest {
  private final byte[] item = new CborWriter().tag(24).bytes(new byte[5_000]).toByteArray();
  private final Block block = new Block(new Encoded(item));

  @Test
  void aBlockIsSentFromWhereItLies() {
    List<ByteBuffer> pieces = BlockFetchTable.CODEC.pieces(block);
    assertThat(pieces).extracting(ByteBuffer::remaining).containsExactly(2, item.length);
    item[100] = 7;
    assertThat(pieces.get(1).get(100)).isEqualTo((byte) 7);
  }

  @Test
  void aBlockThatCameStaysInItsMessage() {
    byte[] message = BlockFetchTable.CODEC.encode(block);
    Block came =
        (Block)
            BlockFetchTable.CODEC.decode(
                BlockFetchTable.SPEC.state("BFStreaming"), new CborReader(message));
    assertThat(came).isEqualTo(block);
    message[message.length - 1] = 7;
    assertThat(came.block().buffer().get(item.length - 1)).isEqualTo((byte) 7);
  }
}
