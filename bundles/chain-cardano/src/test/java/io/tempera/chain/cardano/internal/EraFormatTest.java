package io.tempera.chain.cardano.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.chain.Encoded;
import io.tempera.chain.Header;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What the eras since Shelley share. */
final class EraFormatTest {
  private final ConwayFormat conway = new ConwayFormat();

  @Test
  void anotherErasAreLeftToOthersAndSoIsWhatIsNotCardanos() {
    Encoded block = RealBytes.block("babbage.block");
    assertThat(conway.block(block)).isEmpty();
    assertThat(conway.header(new BabbageFormat().block(block).orElseThrow().header().encoded()))
        .isEmpty();
    for (String other :
        new String[] {"", "80", "06", "8206", "83060000", "d81841", "82f606", "a0"}) {
      assertThat(conway.block(Encoded.ofHex(other))).as(other).isEmpty();
    }
    for (String other : new String[] {"", "80", "06", "830600d818", "d8184106", "82f606", "a0"}) {
      assertThat(conway.header(Encoded.ofHex(other))).as(other).isEmpty();
      assertThat(conway.id(Encoded.ofHex(other))).as(other).isEmpty();
    }
  }

  @Test
  void aBlockWithAnotherBodyIsRefused() {
    byte[] block = RealBytes.read("conway.block");
    // The last byte is the empty list of invalid transactions: now it is an empty map.
    block[block.length - 1] = (byte) 0xa0;
    assertThatThrownBy(() -> conway.block(RealBytes.embedded(block)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("conway block has another body than its header names: the body's")
        .hasMessageContaining("and the header says ");
    byte[] before = RealBytes.read("allegra.block");
    before[before.length - 1] = (byte) 0x80;
    assertThatThrownBy(() -> new AllegraFormat().block(RealBytes.embedded(before)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("allegra block has another body");
  }

  @Test
  void theFirstBlockOfAChainHasNoneBeforeIt() {
    Header header =
        conway.header(RealBytes.numbered(6, RealBytes.embedded(header(10, false)))).orElseThrow();
    assertThat(header.previous()).isEmpty();
    assertThat(header.blockNo()).isEqualTo(5);
    assertThat(header.point().slot()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatTheLedgerReadsMayBeIndefinite() {
    Encoded header = RealBytes.numbered(6, RealBytes.embedded(header(10, true)));
    assertThat(conway.header(header).orElseThrow().blockNo()).isEqualTo(5);
    assertThatThrownBy(
            () -> conway.header(RealBytes.numbered(6, RealBytes.embedded(header(11, true)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an unsigned integer too many");
  }

  @Test
  void aHeaderOfAnotherShapeIsRefused() {
    assertThatThrownBy(
            () -> conway.header(RealBytes.numbered(6, RealBytes.embedded(header(15, false)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "conway header is damaged: CBOR at byte 8: expected an array of 10, found an array"
                + " of 15");
    assertThatThrownBy(() -> conway.header(RealBytes.header(6, "mary.header")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an array of 15");
  }

  @Test
  void whatDoesNotEndWhereItsByteStringEndsIsRefused() {
    byte[] header = header(10, false);
    byte[] longer = Arrays.copyOf(header, header.length + 1);
    assertThatThrownBy(() -> conway.header(RealBytes.numbered(6, RealBytes.embedded(longer))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected an item that ends with its byte string");
    byte[] block = RealBytes.block("conway.block").bytes();
    // The byte string says one byte less than it has.
    block[4]--;
    assertThatThrownBy(() -> conway.block(new Encoded(block)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected an item that ends with its byte string");
    byte[] whole = RealBytes.block("conway.block").bytes();
    assertThatThrownBy(() -> conway.block(new Encoded(Arrays.copyOf(whole, whole.length + 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the end of the message, found 1 more bytes");
  }

  @Test
  void aTransactionsIdIsTheHashOfItsBody() {
    // Computed with another implementation of Blake2b, from the body in the block.
    assertThat(conway.id(transaction(6, "conway.block", 4)))
        .contains(
            Encoded.ofHex(
                "82065820398bbe04b2701a0e0b8dce03c0c20b44591f2e7cea93ea803330c744baa5d334"));
    assertThat(new AllegraFormat().id(transaction(2, "allegra.block", 3)))
        .contains(
            Encoded.ofHex(
                "82025820f811d6905239d0834d6f5b9322ad6e8abe38c420518e40ebc3549cbd4929472f"));
    assertThat(new AllegraFormat().id(transaction(6, "conway.block", 4))).isEmpty();
    assertThatThrownBy(() -> conway.id(transaction(6, "conway.block", 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("conway transaction is damaged: CBOR at byte");
  }

  /** The first transaction of a block as tx-submission moves it. */
  private static Encoded transaction(int era, String block, int parts) {
    CborReader reader = new CborReader(RealBytes.read(block));
    reader.readArrayOf(2);
    reader.skipItem();
    reader.readArrayStart();
    reader.skipItem();
    reader.readArrayStart();
    CborWriter transaction = new CborWriter().array(parts).raw(reader.readItem()).map(0);
    if (parts == 4) {
      transaction.bool(true);
    }
    return RealBytes.numbered(era, RealBytes.embedded(transaction.nil().toByteArray()));
  }

  /** A header of Babbage's shape with so many fields. */
  private static byte[] header(int fields, boolean indefinite) {
    CborWriter header = new CborWriter();
    if (indefinite) {
      header.arrayIndefinite().arrayIndefinite();
    } else {
      header.array(2).array(fields);
    }
    header.unsigned(5).unsigned(Long.MAX_VALUE).nil().nil().nil().nil().nil();
    header.bytes(HexFormat.of().parseHex("ab".repeat(32)));
    for (int field = 8; field < fields; field++) {
      header.unsigned(field);
    }
    if (indefinite) {
      header.end();
    }
    header.bytes(new byte[448]);
    return (indefinite ? header.end() : header).toByteArray();
  }
}
