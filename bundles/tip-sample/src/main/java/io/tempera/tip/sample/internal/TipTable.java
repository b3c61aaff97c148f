package io.tempera.tip.sample.internal;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;

import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.TaggedCodec;
import io.tempera.tip.sample.internal.TipMessage.AskTip;
import io.tempera.tip.sample.internal.TipMessage.Done;
import io.tempera.tip.sample.internal.TipMessage.TellTip;
import java.time.Duration;

/** Tip-sample as a table, and its encoding: {@code [0]}, {@code [1, block, hash]}, {@code [2]}. */
final class TipTable {
  /** How long an initiator waits for the tip. */
  static final Duration TIP_LIMIT = Duration.ofSeconds(60);

  /** The largest message of either side; a tip has 45 bytes at the most. */
  static final int SIZE_LIMIT = 64;

  /** The version of a responder's memo: how long its chain has run, in nanoseconds, 8 bytes. */
  static final int AGE_MEMO = 1;

  static final ProtocolSpec<TipMessage> SPEC =
      ProtocolSpec.<TipMessage>named("tip-sample")
          // No time limit: while the peer is hot nobody asks, for days if need be.
          .state("Idle", INITIATOR, bytes(SIZE_LIMIT))
          .on(AskTip.class, "Asked")
          .onTerminate(new Done(), "End")
          .handOver(0, AGE_MEMO)
          .state("Asked", RESPONDER, bytes(SIZE_LIMIT).within(TIP_LIMIT))
          .on(TellTip.class, "Idle")
          .end("End")
          .build();

  static final MessageCodec<TipMessage> CODEC =
      TaggedCodec.<TipMessage>table()
          .message(0, new AskTip())
          .message(
              1,
              TellTip.class,
              2,
              (m, to) -> to.unsigned(m.tip().block()).bytes(m.tip().hash()),
              from ->
                  new TellTip(
                      new Tip(from.readUnsigned(Long.MAX_VALUE), from.readBytes(Tip.HASH_BYTES))))
          .message(2, new Done())
          .build();

  private TipTable() {}
}
