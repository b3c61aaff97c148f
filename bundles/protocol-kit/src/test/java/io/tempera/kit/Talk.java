package io.tempera.kit;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;
import static java.time.Duration.ofSeconds;

import java.util.Arrays;

/** A protocol that has one of everything. */
sealed interface Talk {
  record Ask(int number, boolean last) implements Talk {
    public Ask {
      if (number > 1_000) {
        throw new IllegalArgumentException("a question is numbered up to 1000, not " + number);
      }
    }
  }

  record Wait() implements Talk {}

  record Answer(byte[] text) implements Talk {
    @Override
    public boolean equals(Object other) {
      return other instanceof Answer answer && Arrays.equals(text, answer.text);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(text);
    }
  }

  record Stop() implements Talk {}

  ProtocolSpec<Talk> SPEC =
      ProtocolSpec.<Talk>named("talk")
          .state("Idle", INITIATOR, bytes(100).within(ofSeconds(20)))
          .on(Ask.class, ask -> ask.last() ? "LastBusy" : "Busy", "Busy", "LastBusy")
          .pipelined()
          .onTerminate(new Stop(), "End")
          .handOver(0, 1)
          .state("Busy", RESPONDER, bytes(50).within(ofSeconds(5)))
          .on(Wait.class, "MustAnswer")
          .on(Answer.class, "Idle")
          .state("MustAnswer", RESPONDER, bytes(50_000).withinBetween(ofSeconds(10), ofSeconds(20)))
          .on(Answer.class, "Idle")
          .handOver(1)
          .state("LastBusy", RESPONDER, bytes(50))
          .on(Answer.class, "End")
          .end("End")
          .build();

  MessageCodec<Talk> CODEC =
      TaggedCodec.<Talk>table()
          .message(
              0,
              Ask.class,
              2,
              (ask, to) -> to.unsigned(ask.number()).bool(ask.last()),
              from -> new Ask(from.readUnsignedShort(), from.readBool()))
          .message(1, new Wait())
          .message(
              2,
              Answer.class,
              1,
              (answer, to) -> to.bytes(answer.text()),
              from -> new Answer(from.readBytes()))
          .message(3, new Stop())
          .build();
}
