package io.tempera.chain.cardano.internal;

import io.tempera.chain.Block;
import io.tempera.chain.ChainFormat;
import io.tempera.chain.Encoded;
import io.tempera.chain.Header;
import io.tempera.kit.cbor.CborWriter;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/**
 * Byron: main blocks and epoch boundary blocks, as node-to-node moves them (ouroboros-consensus,
 * cddl/node-to-node; Byron.Ledger.Block):
 *
 * <ul>
 *   <li>a header is {@code [0, [[kind, size], #6.24(bytes header)]]}, kind 0 at an epoch boundary,
 *       else 1; the size is that of its block, a hint that nobody relies on;
 *   <li>a block is {@code #6.24(bytes [kind, [header, body, extra]])}.
 * </ul>
 *
 * <p>A block's body is <em>not</em> checked against its header: the header proves it with a tree of
 * hashes for each kind of payload, and that of a boundary block not at all. Transactions of Byron
 * are not read: no network takes new ones.
 */
@Component(service = ChainFormat.class, property = "service.ranking:Integer=-7")
public final class ByronFormat implements ChainFormat {
  private static final int INDEX = 0;
  private static final int BLOCK_PARTS = 3;
  private static final long MAX_SIZE = 0xFFFF_FFFFL;

  /** Between a block's bytes and its item, tag and length (Byron.Ledger.Block, getHeader). */
  private static final int OVERHEAD = 9;

  /** More than the wrapping of a header has. */
  private static final int WRAPPING = 32;

  @Override
  public String name() {
    return "byron";
  }

  @Override
  public Optional<Header> header(Encoded header) {
    ItemReader in = new ItemReader(header);
    if (in.pairOf().filter(index -> index == INDEX).isEmpty()) {
      return Optional.empty();
    }
    return ItemReader.read(
        "byron header",
        () -> {
          in.pair();
          in.pair();
          int kind = (int) in.number(ByronHeader.MAIN);
          in.number(MAX_SIZE);
          in.openEmbedded();
          ByronHeader read = ByronHeader.read(in, kind);
          in.closeEmbedded();
          in.end();
          return Optional.of(read.header(in.bytes(), header));
        });
  }

  @Override
  public Optional<Block> block(Encoded block) {
    ItemReader in = new ItemReader(block);
    Optional<Long> kind = in.embeddedPairOf().filter(tag -> tag <= ByronHeader.MAIN);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    return ItemReader.read(
        "byron block",
        () -> {
          int from = in.offset();
          boolean open = in.open(BLOCK_PARTS);
          ByronHeader read = ByronHeader.read(in, kind.get().intValue());
          in.skip(BLOCK_PARTS - 1);
          in.close(open);
          int size = in.offset() - from;
          in.closeEmbedded();
          in.end();
          return Optional.of(new Block(read.header(in.bytes(), wrapped(in, read, size)), block));
        });
  }

  /** The header of a block as chain-sync moves it: its bytes as they are. */
  private static Encoded wrapped(ItemReader in, ByronHeader read, int blockSize) {
    int size = read.to() - read.from();
    return new Encoded(
        new CborWriter(WRAPPING + size)
            .array(2)
            .unsigned(INDEX)
            .array(2)
            .array(2)
            .unsigned(read.kind())
            .unsigned((long) blockSize + OVERHEAD)
            .tag(ItemReader.TAG_CBOR)
            .bytes(ByteBuffer.wrap(in.bytes(), read.from(), size))
            .toByteArray());
  }
}
