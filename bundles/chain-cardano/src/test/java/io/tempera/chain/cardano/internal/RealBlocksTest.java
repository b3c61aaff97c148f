package io.tempera.chain.cardano.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Block;
import io.tempera.chain.ChainFormat;
import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks and headers of real chains, as their explorers and other implementations know them. */
final class RealBlocksTest {
  static final List<ChainFormat> FORMATS =
      List.of(
          new ConwayFormat(),
          new BabbageFormat(),
          new AlonzoFormat(),
          new MaryFormat(),
          new AllegraFormat(),
          new ShelleyFormat(),
          new ByronFormat());

  // The hashes of Byron, Shelley and Babbage are those that the places name from which the blocks
  // come; those of the other three were computed with another implementation of Blake2b.
  @ParameterizedTest
  @CsvSource({
    "byron,   byron-first.block, 1,       0,"
        + " f0f7892b5c333cffc4b3c4344de48af4cc63f55e44936196f365a9ef2244134f,"
        + " 89d9b5a5b8ddc8d7e5a6795e9774d97faf1efea59b2caf7eaf9f8c5b32059df4",
    "byron,   byron-main.block,  169012,  169043,"
        + " 42f01b7eb6e7a822427057b5f7578a8f8048fb599642e562f38aa65da1aba0d5,"
        + " d667b66b3234630d7c43a29d8ac1431cc74929218456688c4833664563d7f3af",
    "shelley, shelley.block,     1597133, 1598400,"
        + " 02b1c561715da9e540411123a6135ee319b02f60b9a11a603d3305556c04329f,"
        + " 7e16781b40ebf8b6da18f7b5e8ade855d6738095ef2f1c58c77e88b6e45997a4",
    "allegra, allegra.block,     5192804, 18748707,"
        + " f23a7dc9c587fc056a25ff88c8a4d0f8a3f86a799b931672ccbc02edbcc63c98,"
        + " 08d4d3e0caf55d66233e1e3421f97ea7423c2a82666e22ae216e464ff431a850",
    "alonzo,  alonzo.block,      64903,   1382422,"
        + " 578f3cb70f4153e1622db792fea9005c80ff80f83df028210c7a914fb780a6f6,"
        + " af5fddc7d16a349e1a2af8ba89f4f5d3273955a13095b3709ef6e3db576a0b33",
    "babbage, babbage.block,     12,      295,"
        + " eeff5bd1eeea7fc2ccfc5e8e8b858e35b101eebc3cbe70b80c43502cb1c6e3c7,"
        + " e5b1b73c5e7ee253e87d02a420352b8f6250b76688acd06dc9a9b0f58532e103",
    "conway,  conway.block,      450036,  9021836,"
        + " 8e1698bc5765e1194831c0d6659f9d8a4b0678dc0bb14802e34ad84400ffc3d6,"
        + " 5172bc8843f4b565ecf0f72f86944afb0103d126bd1b6940de33a6125988be66",
  })
  void aBlockOfEachEraIsRead(
      String era, String file, long blockNo, long slot, String hash, String previous) {
    Encoded encoded = RealBytes.block(file);
    Block block = only(era, FORMATS.stream().map(f -> f.block(encoded)).toList());
    assertThat(block.encoded()).isSameAs(encoded);
    assertThat(block.header().blockNo()).isEqualTo(blockNo);
    assertThat(block.point()).isEqualTo(new Point.At(slot, Hash.ofHex(hash)));
    assertThat(block.header().previous()).contains(Hash.ofHex(previous));

    Encoded onChainSync = block.header().encoded();
    Header header = only(era, FORMATS.stream().map(f -> f.header(onChainSync)).toList());
    assertThat(header).isEqualTo(block.header());
  }

  /** From explorers: the block of mainnet at slot 39916670. */
  @Test
  void aHeaderOfMaryIsRead() {
    Header header = new MaryFormat().header(RealBytes.header(3, "mary.header")).orElseThrow();
    assertThat(header.point())
        .isEqualTo(
            Point.parse(
                "39916670.d36ab36f451e9fcbd4247daef45ce5be9a4b918fce5ee97a63b8aeac606fca03"));
    assertThat(header.blockNo()).isEqualTo(6_236_051);
    assertThat(header.previous())
        .contains(Hash.ofHex("84d910a9b03102f4d5d1cfa175595e0671fa16f9018ff1679750efc3d056e959"));
  }

  @Test
  void aHeaderIsTheOneThatTheNextBlockNames() {
    BabbageFormat babbage = new BabbageFormat();
    Header before = babbage.header(RealBytes.header(5, "babbage-before.header")).orElseThrow();
    Header next = babbage.block(RealBytes.block("babbage.block")).orElseThrow().header();
    assertThat(next.previous()).contains(before.point().hash());
    assertThat(next.blockNo()).isEqualTo(before.blockNo() + 1);
    assertThat(before.point().slot()).isEqualTo(267);
  }

  @Test
  void theHeaderOfABlockIsInTheFormOfChainSyncByteForByte() {
    byte[] block = RealBytes.read("shelley.block");
    // From rollforward_ntn_shelley_block_testnet_02b1....hex of blinklabs-io/gouroboros: era 1,
    // tag 24, 1002 bytes.
    String before = "8201d8185903ea";
    byte[] header = Arrays.copyOfRange(block, 3, block.length - 3);
    assertThat(
            new ShelleyFormat().block(RealBytes.embedded(block)).orElseThrow().header().encoded())
        .isEqualTo(Encoded.ofHex(before + HexFormat.of().formatHex(header)));
  }

  private static <T> T only(String era, List<Optional<T>> found) {
    for (int i = 0; i < FORMATS.size(); i++) {
      assertThat(found.get(i).isPresent())
          .as(FORMATS.get(i).name())
          .isEqualTo(FORMATS.get(i).name().equals(era));
    }
    return found.stream().flatMap(Optional::stream).findFirst().orElseThrow();
  }
}
