package io.tempera.benchmarks.protocol;

import io.tempera.benchmarks.protocol.PingMessage.Ping;
import io.tempera.benchmarks.protocol.PingMessage.Pong;
import io.tempera.kit.KitProtocol;
import io.tempera.kit.Session;
import io.tempera.kit.Turn;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.runtime.Chance;
import java.util.concurrent.atomic.LongAdder;

/** One round trip when it starts, in any case; then it waits until it is told to end. */
public final class GreetingProtocol extends KitProtocol<PingMessage> {
  /** The same as pings have. */
  public static final int INGRESS_LIMIT = PingProtocol.INGRESS_LIMIT;

  private static final int COOKIE = 7;

  private final LongAdder greetings;

  /**
   * The mini-protocol.
   *
   * @param greetings counts the answers that came back
   */
  public GreetingProtocol(Chance chance, LongAdder greetings) {
    super(PingProtocol.SPEC, PingProtocol.CODEC, chance);
    this.greetings = greetings;
  }

  @Override
  protected Finished initiate(Session<PingMessage> session) throws InterruptedException {
    session.send(new Ping(COOKIE));
    if (session.receive(Pong.class).cookie() != COOKIE) {
      throw new IllegalStateException("Another cookie came back than " + COOKIE);
    }
    greetings.increment();
    while (session.next() != Turn.TERMINATE) {
      // Nothing else is its business.
    }
    return session.done("terminated");
  }

  @Override
  protected Finished respond(Session<PingMessage> session) throws InterruptedException {
    return PingProtocol.answer(session);
  }
}
