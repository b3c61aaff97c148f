package io.tempera.keep.alive.internal;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;

import io.tempera.keep.alive.internal.KeepAliveMessage.Done;
import io.tempera.keep.alive.internal.KeepAliveMessage.KeepAliveRequest;
import io.tempera.keep.alive.internal.KeepAliveMessage.KeepAliveResponse;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.TaggedCodec;
import java.time.Duration;

/** Keep-alive as a table, and its encoding (ouroboros-network KeepAlive.Codec). */
final class KeepAliveTable {
  /** How long a responder waits for the next question before it gives the connection up. */
  static final Duration QUESTION_LIMIT = Duration.ofSeconds(97);

  /** How long an initiator waits for the answer. */
  static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  /** The size limit of both (Protocol.Limits smallByteLimit). */
  static final int SIZE_LIMIT = 65_535;

  static final ProtocolSpec<KeepAliveMessage> SPEC =
      ProtocolSpec.<KeepAliveMessage>named("keep-alive")
          .state("StClient", INITIATOR, bytes(SIZE_LIMIT).within(QUESTION_LIMIT))
          .on(KeepAliveRequest.class, "StServer")
          .onTerminate(new Done(), "StDone")
          .handOver()
          .state("StServer", RESPONDER, bytes(SIZE_LIMIT).within(ANSWER_LIMIT))
          .on(KeepAliveResponse.class, "StClient")
          .end("StDone")
          .build();

  static final MessageCodec<KeepAliveMessage> CODEC =
      TaggedCodec.<KeepAliveMessage>table()
          .message(
              0,
              KeepAliveRequest.class,
              1,
              (m, to) -> to.unsigned(m.cookie()),
              from -> new KeepAliveRequest(from.readUnsignedShort()))
          .message(
              1,
              KeepAliveResponse.class,
              1,
              (m, to) -> to.unsigned(m.cookie()),
              from -> new KeepAliveResponse(from.readUnsignedShort()))
          .message(2, new Done())
          .build();

  private KeepAliveTable() {}
}
