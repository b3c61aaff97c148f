package io.tempera.chain.cardano.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.chain.Block;
import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import org.junit.jupiter.api.Test;

/** What Byron has and no later era: boundary blocks, sizes in headers, slots within epochs. */
final class ByronFormatTest {
  private static final Hash BOUNDARY_HASH =
      Hash.ofHex("8f8602837f7c6f8b8867dd1cbc1842cf51a27eaed2c70ef48325d00f8efb320f");

  private final ByronFormat format = new ByronFormat();

  @Test
  void theFirstBoundaryBlockHasNoBlockBeforeIt() {
    Header header = format.header(boundaryHeader()).orElseThrow();
    assertThat(header.point()).isEqualTo(new Point.At(0, BOUNDARY_HASH));
    assertThat(header.blockNo()).isZero();
    assertThat(header.previous()).isEmpty();
  }

  @Test
  void aBoundaryBlockIsReadWhateverItsBody() {
    byte[] header = headerBytes();
    CborWriter block = new CborWriter().array(2).unsigned(0).array(3).raw(header);
    byte[] encoded = block.arrayIndefinite().end().array(1).map(0).toByteArray();
    Block read = format.block(RealBytes.embedded(encoded)).orElseThrow();
    assertThat(read.header().point()).isEqualTo(new Point.At(0, BOUNDARY_HASH));
    // The size is that of [header, body, extra] and 9 (ouroboros-consensus, Byron.Ledger.Block).
    byte[] onChainSync =
        new CborWriter()
            .array(2)
            .unsigned(0)
            .array(2)
            .array(2)
            .unsigned(0)
            .unsigned(encoded.length - 2 + 9)
            .tag(24)
            .bytes(header)
            .toByteArray();
    assertThat(read.header().encoded()).isEqualTo(new Encoded(onChainSync));
  }

  @Test
  void aLaterBoundaryBlockIsAtTheStartOfItsEpoch() {
    CborWriter header = new CborWriter().array(5).unsigned(42).bytes(new byte[32]).nil();
    header.array(2).unsigned(7).array(1).unsigned(150_000).nil();
    Header read = format.header(onChainSync(0, header.toByteArray())).orElseThrow();
    assertThat(read.point().slot()).isEqualTo(7 * 21_600);
    assertThat(read.blockNo()).isEqualTo(150_000);
    assertThat(read.previous()).contains(Hash.of(new byte[32]));
  }

  @Test
  void aSlotBehindItsEpochIsRefused() {
    assertThat(format.header(onChainSync(1, main(21_599))).orElseThrow().point().slot())
        .isEqualTo(2 * 21_600 - 1);
    assertThatThrownBy(() -> format.header(onChainSync(1, main(21_600))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("byron header is damaged: CBOR at byte")
        .hasMessageContaining("an unsigned integer up to 21599, found 21600");
  }

  @Test
  void aThirdKindOfHeaderIsRefusedAndAThirdKindOfBlockIsAnotherEras() {
    assertThatThrownBy(() -> format.header(onChainSync(2, main(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("up to 1, found 2");
    assertThat(format.block(RealBytes.block("shelley.block"))).isEmpty();
  }

  private static byte[] main(int slot) {
    CborWriter header = new CborWriter().array(5).unsigned(42).bytes(new byte[32]).nil();
    header.array(4).array(2).unsigned(1).unsigned(slot).nil();
    return header.array(1).unsigned(9).nil().nil().toByteArray();
  }

  private static Encoded onChainSync(int kind, byte[] header) {
    CborWriter inner = new CborWriter().array(2).array(2).unsigned(kind).unsigned(1_000);
    return RealBytes.numbered(
        0, new Encoded(inner.raw(RealBytes.embedded(header).bytes()).toByteArray()));
  }

  private static Encoded boundaryHeader() {
    return RealBytes.numbered(0, new Encoded(RealBytes.read("byron-boundary.header")));
  }

  private static byte[] headerBytes() {
    CborReader reader = new CborReader(RealBytes.read("byron-boundary.header"));
    reader.readArrayOf(2);
    reader.skipItem();
    reader.readTag();
    return reader.readBytes();
  }
}
