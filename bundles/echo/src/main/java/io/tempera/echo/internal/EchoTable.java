package io.tempera.echo.internal;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;

import io.tempera.echo.internal.EchoMessage.Done;
import io.tempera.echo.internal.EchoMessage.Request;
import io.tempera.echo.internal.EchoMessage.Response;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.TaggedCodec;
import java.time.Duration;

/** Echo as a table, and its encoding: {@code [0, bytes]}, {@code [1, bytes]}, {@code [2]}. */
final class EchoTable {
  /** How long a responder waits for the next words before it gives the connection up. */
  static final Duration REQUEST_LIMIT = Duration.ofSeconds(300);

  /** How long an initiator waits for its words to come back. */
  static final Duration RESPONSE_LIMIT = Duration.ofSeconds(60);

  /** The largest message of either side, its few bytes of framing included. */
  static final int SIZE_LIMIT = 65_535;

  /** The version of an initiator's memo: how many rounds there were, 8 bytes. */
  static final int ROUNDS_MEMO = 1;

  static final ProtocolSpec<EchoMessage> SPEC =
      ProtocolSpec.<EchoMessage>named("echo")
          .state("Idle", INITIATOR, bytes(SIZE_LIMIT).within(REQUEST_LIMIT))
          .on(Request.class, "Busy")
          .onTerminate(new Done(), "End")
          .handOver(0, ROUNDS_MEMO)
          .state("Busy", RESPONDER, bytes(SIZE_LIMIT).within(RESPONSE_LIMIT))
          .on(Response.class, "Idle")
          .end("End")
          .build();

  static final MessageCodec<EchoMessage> CODEC =
      TaggedCodec.<EchoMessage>table()
          .message(
              0,
              Request.class,
              1,
              (m, to) -> to.bytes(m.words()),
              from -> new Request(from.readBytes()))
          .message(
              1,
              Response.class,
              1,
              (m, to) -> to.bytes(m.words()),
              from -> new Response(from.readBytes()))
          .message(2, new Done())
          .build();

  private EchoTable() {}
}
