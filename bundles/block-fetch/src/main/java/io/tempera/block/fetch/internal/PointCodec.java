package io.tempera.block.fetch.internal;

import io.tempera.chain.Hash;
import io.tempera.chain.Point;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;

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
      case Point.At at -> to.array(AT_ITEMS).unsignedLong(at.slot()).bytes(at.hash().bytes());
    }
  }

  static Point read(CborReader from) {
    int offset = from.offset();
    int items = from.readDefiniteArray();
    return switch (items) {
      case 0 -> Point.ORIGIN;
      case AT_ITEMS ->
          new Point.At(from.readUnsignedLong(), Hash.of(from.readBytes(Hash.MAX_BYTES)));
      default ->
          throw new CborException(
              offset, "a point ([], or slot and hash)", "an array of " + items + " items");
    };
  }
}
