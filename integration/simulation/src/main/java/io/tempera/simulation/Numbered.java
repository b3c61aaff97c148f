package io.tempera.simulation;

import io.tempera.kit.Agency;
import io.tempera.kit.KitProtocol;
import io.tempera.kit.Limits;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.Session;
import io.tempera.kit.TaggedCodec;
import io.tempera.kit.Turn;
import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborWriter;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.protocol.ResumePoint;
import io.tempera.protocol.Snapshot;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.Chance;
import io.tempera.simulation.Ledger.What;
import io.tempera.simulation.NumberedMessage.Answer;
import io.tempera.simulation.NumberedMessage.Done;
import io.tempera.simulation.NumberedMessage.Question;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mini-protocol to be swapped: numbered questions, some at once, and their answers. Whoever takes
 * over goes on counting where the one before stopped; all that happens is written into a {@link
 * Ledger}, so that every message can be accounted for. How it goes about it, {@link NumberedHabits}
 * say.
 */
public final class Numbered extends KitProtocol<NumberedMessage> {
  private static final int FIRST_NUMBER = 7_011;
  private static final int MOST_BYTES = 8_192;

  /** For the answer, as keep-alive (protocols KeepAlive.Codec). */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  private static final MessageCodec<NumberedMessage> CODEC =
      TaggedCodec.<NumberedMessage>table()
          .message(
              0,
              Question.class,
              3,
              (m, to) -> to.unsigned(m.talk()).unsigned(m.n()).bytes(m.padding().duplicate()),
              from -> new Question(count(from), count(from), from.readBytesView(MOST_BYTES)))
          .message(
              1,
              Answer.class,
              2,
              (m, to) -> to.unsigned(m.talk()).unsigned(m.n()),
              from -> new Answer(count(from), count(from)))
          .message(2, Done.class, 1, (m, to) -> to.unsigned(m.talk()), f -> new Done(count(f)))
          .build();

  private final Edition edition;
  private final Ledger ledger;
  private final NumberedHabits habits;

  /**
   * For one node.
   *
   * @param ledger takes down what all of them do, on all nodes
   */
  public Numbered(Edition edition, Ledger ledger, NumberedHabits habits, Chance chance) {
    super(spec(edition.memo()), CODEC, chance);
    this.edition = edition;
    this.ledger = ledger;
    this.habits = habits;
  }

  /** Which number runs at a temperature: one that no Cardano version knows. */
  public static int number(Temperature temperature) {
    return FIRST_NUMBER + temperature.ordinal();
  }

  /** All of them. */
  public static List<Integer> numbers() {
    return Stream.of(Temperature.values()).map(Numbered::number).toList();
  }

  /** At which temperature one of its numbers runs. */
  static Temperature temperature(int number) {
    return Stream.of(Temperature.values())
        .filter(temperature -> number(temperature) == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no number of a script: " + number));
  }

  private static ProtocolSpec<NumberedMessage> spec(int memo) {
    return ProtocolSpec.<NumberedMessage>named("numbered")
        .state("StIdle", Agency.INITIATOR, Limits.bytes(MOST_BYTES))
        .on(Question.class, "StBusy")
        .pipelined()
        .on(Done.class, "StDone")
        .handOver(memo)
        .state("StBusy", Agency.RESPONDER, Limits.bytes(MOST_BYTES).within(ANSWER_LIMIT))
        .on(Answer.class, "StIdle")
        .end("StDone")
        .build();
  }

  private static long count(CborReader from) {
    return from.readUnsigned(Long.MAX_VALUE);
  }

  @Override
  public List<ResumePoint> resumesFrom() {
    return edition.resumes() ? super.resumesFrom() : List.of();
  }

  /**
   * How far a conversation has come.
   *
   * @param n the last question of which everything is over
   */
  private record Progress(long talk, long n) {
    private static final Progress NONE = new Progress(0, 0);

    private static Progress of(Snapshot left) {
      byte[] bytes = new byte[left.memo().remaining()];
      left.memo().get(bytes);
      CborReader from = new CborReader(bytes);
      from.readArrayOf(2);
      return new Progress(count(from), count(from));
    }

    private byte[] memo() {
      return new CborWriter().array(2).unsigned(talk).unsigned(n).toByteArray();
    }
  }

  @Override
  protected Finished initiate(Session<NumberedMessage> session) throws InterruptedException {
    Optional<Progress> left = session.resumed().map(Progress::of);
    Progress at = left.orElseGet(() -> new Progress(ledger.newTalk(), 0));
    write(session, left.isPresent() ? What.ASKER_RESUMES : What.BEGINS, at);
    session.memo(edition.memo(), at.memo());
    while (session.mayBegin()) {
      at = ask(session, at);
      session.memo(edition.memo(), at.memo());
      if (session.next(habits.interval()) == Turn.TERMINATE) {
        break;
      }
    }
    write(session, What.ENDS, at);
    session.send(new Done(at.talk()));
    return session.done("terminated");
  }

  /** Some questions at once, and their answers. */
  private Progress ask(Session<NumberedMessage> session, Progress from)
      throws InterruptedException {
    int questions = habits.atOnce();
    ByteBuffer padding = ByteBuffer.allocate(habits.padding());
    for (int i = 1; i <= questions; i++) {
      Progress at = new Progress(from.talk(), from.n() + i);
      write(session, What.ASKS, at);
      session.sendPipelined(new Question(at.talk(), at.n(), padding));
    }
    for (int i = 1; i <= questions; i++) {
      Answer answer = session.receive(Answer.class);
      Progress at = new Progress(answer.talk(), answer.n());
      failAtOnce(session, at);
      write(session, What.IS_ANSWERED, at);
    }
    return new Progress(from.talk(), from.n() + questions);
  }

  @Override
  protected Finished respond(Session<NumberedMessage> session) throws InterruptedException {
    Optional<Progress> left = session.resumed().map(Progress::of);
    left.ifPresent(at -> write(session, What.ANSWERER_RESUMES, at));
    session.memo(edition.memo(), left.orElse(Progress.NONE).memo());
    while (true) {
      switch (session.receive()) {
        case Question question -> handle(session, new Progress(question.talk(), question.n()));
        case Done done -> {
          write(session, What.HEARS_END, new Progress(done.talk(), 0));
          return session.done("done");
        }
        case Answer answer -> throw new IllegalStateException("the table does not allow it");
      }
    }
  }

  private void handle(Session<NumberedMessage> session, Progress at) throws InterruptedException {
    failAtOnce(session, at);
    write(session, What.HANDLES, at);
    habits.hold();
    session.memo(edition.memo(), at.memo());
    session.send(new Answer(at.talk(), at.n()));
  }

  private void failAtOnce(Session<NumberedMessage> session, Progress at) {
    if (edition.fails()) {
      write(session, What.FAILS, at);
      throw new IllegalStateException(failure(edition.version()));
    }
  }

  /** What a version says that fails. */
  static String failure(int version) {
    return "version " + version + " fails, as the test wants it";
  }

  private void write(Session<NumberedMessage> session, What what, Progress at) {
    ledger.write(
        new Ledger.Entry(
            what,
            session.context().connectionId(),
            session.context().key().number(),
            at.talk(),
            at.n(),
            edition.version()));
  }
}
