package io.tempera.chain.sync.internal;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;

import io.tempera.chain.Encoded;
import io.tempera.chain.sync.internal.ChainSyncMessage.AwaitReply;
import io.tempera.chain.sync.internal.ChainSyncMessage.Done;
import io.tempera.chain.sync.internal.ChainSyncMessage.FindIntersect;
import io.tempera.chain.sync.internal.ChainSyncMessage.IntersectFound;
import io.tempera.chain.sync.internal.ChainSyncMessage.IntersectNotFound;
import io.tempera.chain.sync.internal.ChainSyncMessage.RequestNext;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollBackward;
import io.tempera.chain.sync.internal.ChainSyncMessage.RollForward;
import io.tempera.kit.Limits;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.TaggedCodec;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import java.time.Duration;

/**
 * Chain-sync as a table, and its encoding (ouroboros-network PR/ChainSync/Type, Codec; time limits:
 * cardano-diffusion ChainSync.Codec.TimeLimits).
 */
final class ChainSyncTable {
  /** The size limit of all states (Protocol.Limits smallByteLimit), so that of a header, too. */
  static final int SIZE_LIMIT = 65_535;

  /** For an answer, or the word that there is none yet, and for an intersection (shortWait). */
  static final Duration SHORT_WAIT = Duration.ofSeconds(10);

  /** The least and the most time for the next block: how long a chain may stand still. */
  static final Duration MUST_REPLY_LEAST = Duration.ofSeconds(601);

  static final Duration MUST_REPLY_MOST = Duration.ofSeconds(911);

  /**
   * The version of either half's memo: {@link FollowMemo} of an initiator, {@link PositionMemo} of
   * a responder.
   */
  static final int MEMO = 1;

  /** Where a responder has said that it has nothing yet, and owes an answer. */
  static final String MUST_REPLY = "StMustReply";

  private static final String IDLE = "StIdle";
  private static final String CAN_AWAIT = "StCanAwait";
  private static final String INTERSECT = "StIntersect";
  private static final String DONE = "StDone";

  static final MessageCodec<ChainSyncMessage> CODEC =
      TaggedCodec.<ChainSyncMessage>table()
          .message(0, new RequestNext())
          .message(1, new AwaitReply())
          .message(2, RollForward.class, 2, ChainSyncTable::write, ChainSyncTable::rollForward)
          .message(
              3,
              RollBackward.class,
              2,
              (m, to) -> {
                Points.write(m.point(), to);
                Points.write(m.tip(), to);
              },
              from -> new RollBackward(Points.read(from), Points.readTip(from)))
          .message(
              4,
              FindIntersect.class,
              1,
              (m, to) -> Points.write(m.points(), to),
              from -> new FindIntersect(Points.readAll(from)))
          .message(
              5,
              IntersectFound.class,
              2,
              (m, to) -> {
                Points.write(m.point(), to);
                Points.write(m.tip(), to);
              },
              from -> new IntersectFound(Points.read(from), Points.readTip(from)))
          .message(
              6,
              IntersectNotFound.class,
              1,
              (m, to) -> Points.write(m.tip(), to),
              from -> new IntersectNotFound(Points.readTip(from)))
          .message(7, new Done())
          .build();

  private ChainSyncTable() {}

  /** The table with the limits that the operator decides. */
  static ProtocolSpec<ChainSyncMessage> spec(ChainSyncSettings settings) {
    Limits small = bytes(SIZE_LIMIT);
    return ProtocolSpec.<ChainSyncMessage>named("chain-sync")
        .state(IDLE, INITIATOR, settings.idleTimeout().map(small::within).orElse(small))
        .on(RequestNext.class, CAN_AWAIT)
        .pipelined(settings.highMark())
        .on(FindIntersect.class, INTERSECT)
        .onTerminate(new Done(), DONE)
        .handOver(MEMO)
        .state(CAN_AWAIT, RESPONDER, small.within(SHORT_WAIT))
        .on(AwaitReply.class, MUST_REPLY)
        .on(RollForward.class, IDLE)
        .on(RollBackward.class, IDLE)
        .state(
            MUST_REPLY,
            RESPONDER,
            settings.mustReplyUnlimited()
                ? small
                : small.withinBetween(MUST_REPLY_LEAST, MUST_REPLY_MOST))
        .on(RollForward.class, IDLE)
        .on(RollBackward.class, IDLE)
        .handOver(MEMO)
        .state(INTERSECT, RESPONDER, small.within(SHORT_WAIT))
        .on(IntersectFound.class, IDLE)
        .on(IntersectNotFound.class, IDLE)
        .end(DONE)
        .build();
  }

  /** A header goes as it came: whoever hashes it must find the same bytes. */
  private static void write(RollForward message, CborWriter to) {
    to.raw(message.header().bytes());
    Points.write(message.tip(), to);
  }

  private static RollForward rollForward(CborReader from) {
    return new RollForward(new Encoded(from.readItem()), Points.readTip(from));
  }
}
