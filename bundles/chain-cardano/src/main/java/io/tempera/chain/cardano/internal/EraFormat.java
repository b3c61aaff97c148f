package io.tempera.chain.cardano.internal;

import io.tempera.chain.Block;
import io.tempera.chain.ChainFormat;
import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.tx.TxFormat;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How headers, blocks and transactions of an era since Shelley are read, as node-to-node moves them
 * (ouroboros-consensus, cddl/node-to-node):
 *
 * <ul>
 *   <li>a header is {@code [era, #6.24(bytes header)]}; its hash is Blake2b-256 over the header's
 *       bytes as they are;
 *   <li>a block is {@code #6.24(bytes [tag, [header, body parts ...]])}; its body is checked to be
 *       the one that the header names: the Blake2b-256 over the hashes of its parts, one behind the
 *       other;
 *   <li>a transaction is {@code [era, #6.24(bytes [body, ...])]}, and its id {@code [era, hash of
 *       the body's bytes]}.
 * </ul>
 *
 * <p>Nothing that needs a key, a ledger or a clock is checked. Slots and block numbers are read up
 * to 2^63 - 1.
 */
abstract class EraFormat implements ChainFormat, TxFormat {
  /** More than the wrapping of a header, or the id of a transaction, has beside its bytes. */
  private static final int WRAPPING = 16;

  private final Era era;

  EraFormat(Era era) {
    this.era = era;
  }

  @Override
  public final String name() {
    return era.title();
  }

  @Override
  public final Optional<Header> header(Encoded header) {
    ItemReader in = new ItemReader(header);
    if (!isMine(in.pairOf(), era.index())) {
      return Optional.empty();
    }
    return ItemReader.read(
        name() + " header",
        () -> {
          in.openEmbedded();
          EraHeader read = EraHeader.read(in, era);
          in.closeEmbedded();
          in.end();
          return Optional.of(header(in, read, header));
        });
  }

  @Override
  public final Optional<Block> block(Encoded block) {
    ItemReader in = new ItemReader(block);
    if (!isMine(in.embeddedPairOf(), era.blockTag())) {
      return Optional.empty();
    }
    return ItemReader.read(
        name() + " block",
        () -> {
          boolean open = in.open(1 + era.parts());
          EraHeader read = EraHeader.read(in, era);
          Hash body = bodyHash(in);
          in.close(open);
          in.closeEmbedded();
          in.end();
          if (!body.equals(read.bodyHash())) {
            throw new IllegalArgumentException(
                "%s block has another body than its header names: the body's hash is %s, and the"
                        .formatted(name(), body)
                    + " header says "
                    + read.bodyHash());
          }
          return Optional.of(new Block(header(in, read, wrapped(in, read)), block));
        });
  }

  @Override
  public final Optional<Encoded> id(Encoded transaction) {
    ItemReader in = new ItemReader(transaction);
    if (!isMine(in.pairOf(), era.index())) {
      return Optional.empty();
    }
    return ItemReader.read(
        name() + " transaction",
        () -> {
          in.openEmbedded();
          boolean open = in.open(era.parts());
          byte[] id = skippedHash(in);
          in.skip(era.parts() - 1);
          in.close(open);
          in.closeEmbedded();
          in.end();
          return Optional.of(
              new Encoded(
                  new CborWriter(WRAPPING + id.length)
                      .array(2)
                      .unsigned(era.index())
                      .bytes(id)
                      .toByteArray()));
        });
  }

  private static boolean isMine(Optional<Long> found, long mine) {
    return found.isPresent() && found.get() == mine;
  }

  private Hash bodyHash(ItemReader in) {
    Blake2b all = new Blake2b();
    for (int part = 0; part < era.parts(); part++) {
      all.and(skippedHash(in), 0, Blake2b.BYTES);
    }
    return Hash.of(all.hash());
  }

  /** Passes over an item: the hash of its bytes. */
  private static byte[] skippedHash(ItemReader in) {
    int from = in.offset();
    in.skip(1);
    return Blake2b.of(in.bytes(), from, in.offset());
  }

  private static Header header(ItemReader in, EraHeader read, Encoded encoded) {
    Hash hash = Hash.of(Blake2b.of(in.bytes(), read.from(), read.to()));
    return new Header(new Point.At(read.slot(), hash), read.blockNo(), read.previous(), encoded);
  }

  /** The header of a block as chain-sync moves it: its bytes as they are. */
  private Encoded wrapped(ItemReader in, EraHeader read) {
    int size = read.to() - read.from();
    return new Encoded(
        new CborWriter(WRAPPING + size)
            .array(2)
            .unsigned(era.index())
            .tag(ItemReader.TAG_CBOR)
            .bytes(ByteBuffer.wrap(in.bytes(), read.from(), size))
            .toByteArray());
  }
}
