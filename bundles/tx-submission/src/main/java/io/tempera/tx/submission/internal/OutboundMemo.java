package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What an initiator leaves at a hand-over: {@code [position, wanted, [* id]]}.
 *
 * @param position how far the pool was read
 * @param wanted how many ids the request asks for that is not answered yet; 0 in StIdle
 * @param ids those that are unacknowledged, oldest first
 */
record OutboundMemo(long position, int wanted, List<Encoded> ids) {
  /** At the beginning of a conversation. */
  static final OutboundMemo NOTHING = new OutboundMemo(0, 0, List.of());

  OutboundMemo {
    ids = List.copyOf(ids);
  }

  byte[] encode() {
    CborWriter to = new CborWriter().array(3).integer(position).unsigned(wanted).array(ids.size());
    ids.forEach(id -> to.raw(id.bytes()));
    return to.toByteArray();
  }

  static OutboundMemo read(CborReader from) {
    from.readArrayOf(3);
    long position = from.readInteger();
    int wanted = from.readUnsignedShort();
    int count = from.readDefiniteArray();
    List<Encoded> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(new Encoded(from.readItem()));
    }
    return new OutboundMemo(position, wanted, ids);
  }
}
