package io.tempera.benchmarks.protocol;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;

import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.protocol.PingMessage.Done;
import io.tempera.benchmarks.protocol.PingMessage.Ping;
import io.tempera.benchmarks.protocol.PingMessage.Pong;
import io.tempera.benchmarks.wire.Laps;
import io.tempera.kit.KitProtocol;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.Session;
import io.tempera.kit.TaggedCodec;
import io.tempera.kit.Turn;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.runtime.Chance;
import java.time.Duration;

/** Round trips, with the limits of keep-alive (ouroboros-network Protocol.KeepAlive.Codec). */
final class PingProtocol extends KitProtocol<PingMessage> {
  /** Keep-alive's (cardano-diffusion NodeToNode). */
  static final int INGRESS_LIMIT = 1_408;

  private static final int SIZE_LIMIT = 65_535;
  private static final int COOKIES = 24;

  /** Its table. */
  static final ProtocolSpec<PingMessage> SPEC =
      ProtocolSpec.<PingMessage>named("benchmark-pings")
          .state("Idle", INITIATOR, bytes(SIZE_LIMIT).within(Duration.ofSeconds(97)))
          .on(Ping.class, "Busy")
          .onTerminate(new Done(), "End")
          .handOver()
          .state("Busy", RESPONDER, bytes(SIZE_LIMIT).within(Duration.ofSeconds(60)))
          .on(Pong.class, "Idle")
          .end("End")
          .build();

  /** Its messages on the wire. */
  static final MessageCodec<PingMessage> CODEC =
      TaggedCodec.<PingMessage>table()
          .message(
              0,
              Ping.class,
              1,
              (m, to) -> to.unsigned(m.cookie()),
              from -> new Ping(from.readUnsignedByte()))
          .message(
              1,
              Pong.class,
              1,
              (m, to) -> to.unsigned(m.cookie()),
              from -> new Pong(from.readUnsignedByte()))
          .message(2, new Done())
          .build();

  private final Desk desk;

  PingProtocol(Chance chance, Desk desk) {
    super(SPEC, CODEC, chance);
    this.desk = desk;
  }

  @Override
  protected Finished initiate(Session<PingMessage> session) throws InterruptedException {
    desk.sitDown(session.context()::wake);
    while (session.next() == Turn.WOKEN) {
      desk.carryOut(
          count -> {
            Laps laps = new Laps(count);
            for (int i = 0; !laps.isOver(); i++) {
              int cookie = i % COOKIES;
              session.send(new Ping(cookie));
              if (session.receive(Pong.class).cookie() != cookie) {
                throw new IllegalStateException("Another cookie came back than " + cookie);
              }
              laps.lap();
            }
            return laps.nanos();
          });
    }
    return session.done("terminated");
  }

  @Override
  protected Finished respond(Session<PingMessage> session) throws InterruptedException {
    return answer(session);
  }

  /** Answers until the other side is done. */
  static Finished answer(Session<PingMessage> session) throws InterruptedException {
    while (session.receive() instanceof Ping ping) {
      session.send(new Pong(ping.cookie()));
    }
    return session.done("done");
  }
}
