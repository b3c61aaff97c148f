package io.tempera.check;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;
import static java.time.Duration.ofSeconds;

import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.State;
import io.tempera.kit.TaggedCodec;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Tx-submission (ouroboros-network PR/TxSubmission2/Type, Codec), with opaque transactions: the
 * responder asks, and what it asks decides in which state the initiator answers.
 */
sealed interface TxSubmission {
  record Init() implements TxSubmission {}

  record RequestTxIds(boolean blocking, int acknowledged, int wanted) implements TxSubmission {}

  record ReplyTxIds(List<IdAndSize> ids) implements TxSubmission {}

  record RequestTxs(List<Raw> ids) implements TxSubmission {}

  record ReplyTxs(List<Raw> txs) implements TxSubmission {}

  record Done() implements TxSubmission {}

  record IdAndSize(Raw id, long size) {}

  ProtocolSpec<TxSubmission> SPEC =
      ProtocolSpec.<TxSubmission>named("tx-submission")
          .state("StInit", INITIATOR, bytes(65_535))
          .on(Init.class, "StIdle")
          .state("StIdle", RESPONDER, bytes(65_535))
          .on(
              RequestTxIds.class,
              m -> m.blocking() ? "StTxIds Blocking" : "StTxIds NonBlocking",
              "StTxIds Blocking",
              "StTxIds NonBlocking")
          .pipelined()
          .on(RequestTxs.class, "StTxs")
          .pipelined()
          .handOver(0, 1)
          .state("StTxIds Blocking", INITIATOR, bytes(2_500_000))
          .on(ReplyTxIds.class, "StIdle")
          .onTerminate(new Done(), "StDone")
          .handOver(1)
          .state("StTxIds NonBlocking", INITIATOR, bytes(2_500_000).within(ofSeconds(10)))
          .on(ReplyTxIds.class, "StIdle")
          .state("StTxs", INITIATOR, bytes(2_500_000).within(ofSeconds(10)))
          .on(ReplyTxs.class, "StIdle")
          .end("StDone")
          .build();

  MessageCodec<TxSubmission> CODEC =
      TaggedCodec.<TxSubmission>table()
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
              (m, to) -> writeIds(m.ids(), to),
              (from, state) -> new ReplyTxIds(readIds(from, state)))
          .message(
              2,
              RequestTxs.class,
              1,
              (m, to) -> Raw.writeIndefinite(m.ids(), to),
              from -> new RequestTxs(Raw.readIndefinite(from)))
          .message(
              3,
              ReplyTxs.class,
              1,
              (m, to) -> Raw.writeIndefinite(m.txs(), to),
              from -> new ReplyTxs(Raw.readIndefinite(from)))
          .message(4, new Done())
          .build();

  private static void writeIds(List<IdAndSize> ids, CborWriter to) {
    to.arrayIndefinite();
    for (IdAndSize id : ids) {
      to.array(2);
      id.id().write(to);
      to.unsigned(id.size());
    }
    to.end();
  }

  private static List<IdAndSize> readIds(CborReader from, State<TxSubmission> state) {
    from.readIndefiniteArray();
    List<IdAndSize> ids = new ArrayList<>();
    while (!from.readBreak()) {
      from.readArrayOf(2);
      ids.add(new IdAndSize(Raw.read(from), from.readUnsignedInt()));
    }
    if (ids.isEmpty() && state.name().equals("StTxIds Blocking")) {
      throw new CborException(from.offset(), "at least one id in a blocking reply", "none");
    }
    return ids;
  }
}
