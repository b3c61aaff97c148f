package ${package};

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;

import ${package}.GreetingMessage.Done;
import ${package}.GreetingMessage.Hello;
import ${package}.GreetingMessage.Welcome;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.TaggedCodec;
import java.time.Duration;

/** Greeting as a table, and its encoding: {@code [0, name]}, {@code [1, words]}, {@code [2]}. */
final class GreetingTable {
  /** The largest message of either side, in bytes. */
  static final int SIZE_LIMIT = 1_024;

  /** The memo that an initiator leaves to the next version of it: how often it has said hello. */
  static final int COUNT_MEMO = 1;

  static final ProtocolSpec<GreetingMessage> SPEC =
      ProtocolSpec.<GreetingMessage>named("greeting")
          .state("Idle", INITIATOR, bytes(SIZE_LIMIT).within(Duration.ofSeconds(60)))
          .on(Hello.class, "Greeted")
          .onTerminate(new Done(), "End")
          .handOver(0, COUNT_MEMO)
          .state("Greeted", RESPONDER, bytes(SIZE_LIMIT).within(Duration.ofSeconds(10)))
          .on(Welcome.class, "Idle")
          .end("End")
          .build();

  static final MessageCodec<GreetingMessage> CODEC =
      TaggedCodec.<GreetingMessage>table()
          .message(
              0, Hello.class, 1, (m, to) -> to.text(m.name()), from -> new Hello(from.readText()))
          .message(
              1,
              Welcome.class,
              1,
              (m, to) -> to.text(m.words()),
              from -> new Welcome(from.readText()))
          .message(2, new Done())
          .build();

  private GreetingTable() {}
}
