package io.tempera.chain.sync.internal;

import io.tempera.chain.ReadPosition;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;

/** What a responder leaves to the next: where its reader stands, {@code [rollBack, points]}. */
final class PositionMemo {
  private static final int ITEMS = 2;

  private PositionMemo() {}

  static byte[] write(ReadPosition position) {
    CborWriter to = new CborWriter().array(ITEMS).bool(position.rollBack());
    Points.write(position.points(), to);
    return to.toByteArray();
  }

  static ReadPosition read(CborReader from) {
    from.readArrayOf(ITEMS);
    return new ReadPosition(from.readBool(), Points.readAll(from));
  }
}
