package io.tempera.chain.sync.internal;

import io.tempera.chain.Hash;
import io.tempera.chain.Point;
import io.tempera.chain.Tip;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Points and tips as they are on the wire (ouroboros-network api Block): {@code []} or {@code
 * [slot, hash]}, and {@code [point, blockNo]}.
 */
final class Points {
  private static final int AT_ITEMS = 2;
  private static final int TIP_ITEMS = 2;

  private Points() {}

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
              offset,
              "a point, an array of 0 or of " + AT_ITEMS + " items",
              "an array of " + items);
    };
  }

  static void write(Tip tip, CborWriter to) {
    to.array(TIP_ITEMS);
    write(tip.point(), to);
    to.unsignedLong(tip.blockNo());
  }

  /** At the origin the number is read and means nothing, as on the reference. */
  static Tip readTip(CborReader from) {
    from.readArrayOf(TIP_ITEMS);
    Point point = read(from);
    long blockNo = from.readUnsignedLong();
    return point.equals(Point.ORIGIN) ? Tip.ORIGIN : new Tip(point, blockNo);
  }

  /** None as an array of none, some as an array of the indefinite form. */
  static void write(List<Point> points, CborWriter to) {
    if (points.isEmpty()) {
      to.array(0);
      return;
    }
    to.arrayIndefinite();
    points.forEach(point -> write(point, to));
    to.end();
  }

  /** Points in an array of either form. */
  static List<Point> readAll(CborReader from) {
    List<Point> points = new ArrayList<>();
    int count = from.readArrayStart();
    if (count == CborReader.INDEFINITE) {
      while (!from.readBreak()) {
        points.add(read(from));
      }
    } else {
      for (int left = count; left > 0; left--) {
        points.add(read(from));
      }
    }
    return points;
  }
}
