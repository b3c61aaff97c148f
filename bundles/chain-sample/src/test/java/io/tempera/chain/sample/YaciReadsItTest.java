package io.tempera.chain.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloxbean.cardano.yaci.core.model.BlockHeader;
import com.bloxbean.cardano.yaci.core.model.Era;
import com.bloxbean.cardano.yaci.core.model.HeaderBody;
import com.bloxbean.cardano.yaci.core.model.serializers.BlockSerializer;
import com.bloxbean.cardano.yaci.core.protocol.blockfetch.serializers.MsgBlockSerializer;
import com.bloxbean.cardano.yaci.core.protocol.chainsync.serializers.RollForwardSerializer;
import io.tempera.chain.Block;
import io.tempera.chain.Point;
import io.tempera.kit.cbor.CborWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The made-up chain as yaci reads it, which knows nothing of Tempera. */
final class YaciReadsItTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 20_000, 200_000})
  void headersAndBlocksAreReadAndHashedAlike(int bytes) {
    for (Block block : MadeUpChain.of(1, new BlockShape(bytes, 3, 20)).blocks(5).toList()) {
      matches(header(block), block);
      com.bloxbean.cardano.yaci.core.model.Block read = block(block);
      assertThat(read.getEra()).isEqualTo(Era.Conway);
      matches(read.getHeader(), block);
      assertThat(read.getTransactionBodies()).hasSize(3);
      assertThat(read.getTransactionWitness()).hasSize(3);
      assertThat(read.getAuxiliaryDataMap()).hasSize(bytes > 0 ? 1 : 0);
      assertThat(read.getInvalidTransactions()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void transactionsHaveTheIdsThatTheyHaveInTheirBlock(int count) {
    long seed = 77;
    Block block =
        BlockMaker.make(io.tempera.chain.Tip.ORIGIN, 0, 0, new BlockShape(0, count, 1), seed);
    List<String> ids = new ArrayList<>();
    MadeUpTransactions same = MadeUpTransactions.of(seed);
    for (int i = 0; i < count; i++) {
      byte[] id = same.next().id().bytes();
      // Behind the era and the head of the hash.
      ids.add(HexFormat.of().formatHex(id, 4, id.length));
    }
    assertThat(block(block).getTransactionBodies())
        .extracting(body -> body.getTxHash())
        .isEqualTo(ids);
  }

  private static void matches(BlockHeader read, Block block) {
    HeaderBody header = read.getHeaderBody();
    assertThat(header.getBlockHash()).isEqualTo(block.point().hash().toString());
    assertThat(header.getBlockNumber()).isEqualTo(block.header().blockNo());
    assertThat(header.getSlot()).isEqualTo(block.point().slot());
    assertThat(header.getPrevHash())
        .isEqualTo(block.header().previous().map(Object::toString).orElse(null));
    assertThat(header.getProtocolVersion().get_1()).isEqualTo(9);
    assertThat(header.getOperationalCert().getSigma()).hasSize(2 * 64);
    assertThat(header.getVrfResult().get_2()).hasSize(2 * 80);
    assertThat(read.getBodySignature()).hasSize(2 * 448);
  }

  private static BlockHeader header(Block block) {
    CborWriter message =
        new CborWriter().array(3).unsigned(2).raw(block.header().encoded().bytes());
    Point.At point = block.point();
    message.array(2).array(2).unsigned(point.slot()).bytes(point.hash().bytes()).unsigned(7);
    return RollForwardSerializer.INSTANCE.deserialize(message.toByteArray()).getBlockHeader();
  }

  private static com.bloxbean.cardano.yaci.core.model.Block block(Block block) {
    CborWriter message = new CborWriter().array(2).unsigned(4).raw(block.encoded().bytes());
    byte[] inside = MsgBlockSerializer.INSTANCE.deserialize(message.toByteArray()).getBytes();
    return BlockSerializer.INSTANCE.deserialize(inside);
  }
}
