package io.tempera.tx.submission.internal;

import io.tempera.chain.Encoded;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.State;
import io.tempera.kit.TaggedCodec;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.tx.submission.internal.TxMessage.Done;
import io.tempera.tx.submission.internal.TxMessage.Init;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxIds;
import io.tempera.tx.submission.internal.TxMessage.ReplyTxs;
import io.tempera.tx.submission.internal.TxMessage.RequestTxIds;
import io.tempera.tx.submission.internal.TxMessage.RequestTxs;
import io.tempera.tx.submission.internal.TxMessage.TxIdAndSize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The messages as bytes (PR/TxSubmission2/Codec, tx-submission2.cddl). Every list is of the
 * indefinite form, also an empty one, and no other is taken; the pair of id and size is definite.
 */
final class TxCodec {
  /**
   * No honest message has more, as nobody may ask for more; and an object each for what fits into a
   * message would be a hundred times its bytes.
   */
  private static final int MOST_ITEMS = TxSettings.MOST_UNACKNOWLEDGED;

  static final MessageCodec<TxMessage> CODEC =
      TaggedCodec.<TxMessage>table()
          .message(6, new Init())
          .message(
              0,
              RequestTxIds.class,
              3,
              (m, to) -> to.bool(m.blocking()).unsigned(m.acknowledged()).unsigned(m.wanted()),
              from ->
                  new RequestTxIds(
                      from.readBool(), from.readUnsignedShort(), from.readUnsignedShort()))
          .message(
              1,
              ReplyTxIds.class,
              1,
              (m, to) -> write(m.ids(), to, TxCodec::writeIdAndSize),
              TxCodec::readIds)
          .message(
              2,
              RequestTxs.class,
              1,
              (m, to) -> write(m.ids(), to, TxCodec::writeItem),
              from -> new RequestTxs(read(from, TxCodec::readItem)))
          .message(
              3,
              ReplyTxs.class,
              1,
              (m, to) -> write(m.transactions(), to, TxCodec::writeItem),
              from -> new ReplyTxs(read(from, TxCodec::readItem)))
          .message(4, new Done())
          .build();

  private TxCodec() {}

  private static ReplyTxIds readIds(CborReader from, State<TxMessage> state) {
    List<TxIdAndSize> ids = read(from, TxCodec::readIdAndSize);
    if (ids.isEmpty() && state.name().equals(TxTable.IDS_BLOCKING)) {
      throw new CborException(from.offset(), "one id or more, as the request was blocking", "none");
    }
    return new ReplyTxIds(ids);
  }

  private static void writeIdAndSize(TxIdAndSize named, CborWriter to) {
    writeItem(named.id(), to.array(2));
    to.unsigned(named.size());
  }

  private static TxIdAndSize readIdAndSize(CborReader from) {
    from.readArrayOf(2);
    return new TxIdAndSize(readItem(from), from.readUnsignedInt());
  }

  private static void writeItem(Encoded item, CborWriter to) {
    to.raw(item.bytes());
  }

  private static Encoded readItem(CborReader from) {
    return new Encoded(from.readItem());
  }

  private static <T> void write(List<T> items, CborWriter to, BiConsumer<T, CborWriter> one) {
    to.arrayIndefinite();
    items.forEach(item -> one.accept(item, to));
    to.end();
  }

  private static <T> List<T> read(CborReader from, Function<CborReader, T> one) {
    from.readIndefiniteArray();
    List<T> items = new ArrayList<>();
    while (!from.readBreak()) {
      if (items.size() == MOST_ITEMS) {
        throw new CborException(from.offset(), "at most " + MOST_ITEMS + " items", "one more");
      }
      items.add(one.apply(from));
    }
    return items;
  }
}
