package io.tempera.block.fetch.internal;

import io.tempera.chain.Hash;
import io.tempera.chain.Point;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborType;
import io.tempera.kit.cbor.CborWriter;
import java.math.BigInteger;

/**
 * A point on the wire: {@code []} for the origin, {@code [slot, hash]} for a block, of the definite
 * form only (ouroboros-network api, Block.hs).
 */
final class PointCodec {
  private static final int AT_ITEMS = 2;

  private PointCodec() {}

  static void write(Point point, CborWriter to) {
    switch (point) {
      case Point.Origin origin -> to.array(0);
      case Point.At at -> {
        to.array(AT_ITEMS);
        writeSlot(at.slot(), to);
        to.bytes(at.hash().bytes());
      }
    }
  }

  static Point read(CborReader from) {
    int offset = from.offset();
    int items = from.readDefiniteArray();
    return switch (items) {
      case 0 -> Point.ORIGIN;
      case AT_ITEMS -> new Point.At(readSlot(from), Hash.of(from.readBytes(Hash.MAX_BYTES)));
      default ->
          throw new CborException(
              offset, "a point ([], or slot and hash)", "an array of " + items + " items");
    };
  }

  /** A slot has all 64 bits, unsigned: one that a long says as a negative number is a large one. */
  private static void writeSlot(long slot, CborWriter to) {
    if (slot < 0) {
      to.integer(new BigInteger(Long.toUnsignedString(slot)));
    } else {
      to.unsigned(slot);
    }
  }

  private static long readSlot(CborReader from) {
    // Of a big integer's other forms none is a slot: let the reader say so.
    return from.peek() == CborType.UNSIGNED
        ? from.readBigInteger(Long.BYTES).longValue()
        : from.readUnsigned(Long.MAX_VALUE);
  }
}
