package io.tempera.chain.sync.internal;

import io.tempera.chain.Tip;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;

/**
 * What an initiator leaves to the next, besides its follower: {@code [agreed, tip]}.
 *
 * @param agreed whether the two sides have agreed on a point, so that an answer that is awaited
 *     belongs to what is followed
 * @param tip where the peer's chain ended when it was said last
 */
record FollowMemo(boolean agreed, Tip tip) {
  /** Nothing was said yet. */
  static final FollowMemo START = new FollowMemo(false, Tip.ORIGIN);

  private static final int ITEMS = 2;

  byte[] write() {
    CborWriter to = new CborWriter().array(ITEMS).bool(agreed);
    Points.write(tip, to);
    return to.toByteArray();
  }

  static FollowMemo read(CborReader from) {
    from.readArrayOf(ITEMS);
    return new FollowMemo(from.readBool(), Points.readTip(from));
  }
}
