package io.tempera.benchmarks.swap;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;

import io.tempera.benchmarks.swap.CountedMessage.Answer;
import io.tempera.benchmarks.swap.CountedMessage.Ask;
import io.tempera.benchmarks.swap.CountedMessage.Done;
import io.tempera.kit.KitProtocol;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.Session;
import io.tempera.kit.TaggedCodec;
import io.tempera.kit.Turn;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.runtime.Chance;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Questions at a pace, each with its number, and their answers. The number passes over in the memo
 * of a hand-over, on both sides; that it does is compared with the {@link Ledger}. An object is one
 * version of the code.
 */
final class CountedProtocol extends KitProtocol<CountedMessage> {
  /** Keep-alive's (cardano-diffusion NodeToNode). */
  static final int INGRESS_LIMIT = 1_408;

  private static final int SIZE_LIMIT = 65_535;

  private static final ProtocolSpec<CountedMessage> SPEC =
      ProtocolSpec.<CountedMessage>named("benchmark-counted")
          .state("Idle", INITIATOR, bytes(SIZE_LIMIT).within(Duration.ofSeconds(97)))
          .on(Ask.class, "Busy")
          .onTerminate(new Done(), "End")
          .handOver(Mark.VERSION)
          .state("Busy", RESPONDER, bytes(SIZE_LIMIT).within(Duration.ofSeconds(60)))
          .on(Answer.class, "Idle")
          .end("End")
          .build();

  private static final MessageCodec<CountedMessage> CODEC =
      TaggedCodec.<CountedMessage>table()
          .message(
              0,
              Ask.class,
              2,
              (m, to) -> to.unsigned(m.number()).unsigned(m.version()),
              from -> new Ask(from.readUnsigned(Long.MAX_VALUE), from.readUnsignedShort()))
          .message(
              1,
              Answer.class,
              2,
              (m, to) -> to.unsigned(m.number()).unsigned(m.version()),
              from -> new Answer(from.readUnsigned(Long.MAX_VALUE), from.readUnsignedShort()))
          .message(2, new Done())
          .build();

  private final Book book;
  private final int version;
  private final Arrivals arrivals;

  /**
   * The mini-protocol.
   *
   * @param version 1 to 65 535
   * @param arrivals is told of every conversation that this version begins or takes over
   */
  CountedProtocol(Chance chance, Book book, int version, Arrivals arrivals) {
    super(SPEC, CODEC, chance);
    this.book = book;
    this.version = version;
    this.arrivals = arrivals;
  }

  @Override
  protected Finished initiate(Session<CountedMessage> session) throws InterruptedException {
    AtomicLong next = begin(session);
    int peer = Book.peerOf(session.context());
    Ledger ledger = book.ledger(peer);
    Schedule schedule = book.schedule(peer);
    while (true) {
      Turn turn = session.next(schedule.untilDue(System.nanoTime()));
      if (turn == Turn.TERMINATE) {
        return session.done("terminated");
      }
      if (turn == Turn.TIME) {
        session.send(new Ask(next.get(), version));
        Answer answer = session.receive(Answer.class);
        schedule.answered(System.nanoTime());
        ledger.came(answer.number(), answer.version());
        next.incrementAndGet();
      }
    }
  }

  @Override
  protected Finished respond(Session<CountedMessage> session) throws InterruptedException {
    AtomicLong next = begin(session);
    Ledger ledger = book.ledger(Book.peerOf(session.context()));
    while (session.receive() instanceof Ask ask) {
      ledger.came(ask.number(), ask.version());
      session.send(new Answer(next.getAndIncrement(), version));
    }
    return session.done("done");
  }

  /** The number that comes next: what the version before has left, or the first. */
  private AtomicLong begin(Session<CountedMessage> session) {
    long now = System.nanoTime();
    int peer = Book.peerOf(session.context());
    Optional<Mark> left = session.resumed().map(snapshot -> Mark.of(snapshot.memo()));
    arrivals.arrived(peer, now, left.map(mark -> now - mark.nanos()).orElse(0L));
    Ledger ledger = book.ledger(peer);
    left.ifPresentOrElse(mark -> ledger.carriesOn(mark.next()), ledger::begins);
    AtomicLong next = new AtomicLong(left.map(Mark::next).orElse(0L));
    session.memo(Mark.VERSION, () -> new Mark(next.get(), System.nanoTime()).bytes());
    return next;
  }
}
