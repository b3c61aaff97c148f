package io.tempera.check;

import static io.tempera.check.ConversationCheckItselfTest.failures;
import static io.tempera.check.ConversationCheckItselfTest.protocol;
import static io.tempera.check.ConversationCheckItselfTest.skipped;
import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.kit.Conversation;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.Session;
import io.tempera.kit.TaggedCodec;
import io.tempera.kit.Turn;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.WaitFor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Each fault that makes a hand-over visible, or impossible, must make its check fail. */
final class SwapCheckItselfTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  sealed interface Tally {
    record Next(int number) implements Tally {}

    record Heard() implements Tally {}

    record Stop() implements Tally {}
  }

  private static final ProtocolSpec<Tally> SPEC =
      ProtocolSpec.<Tally>named("tally")
          .state("Idle", INITIATOR, bytes(40))
          .on(Tally.Next.class, "Busy")
          .pipelined(3)
          .onTerminate(new Tally.Stop(), "End")
          .handOver(0, 1)
          .state("Busy", RESPONDER, bytes(40))
          .on(Tally.Heard.class, "Idle")
          .end("End")
          .build();

  private static final MessageCodec<Tally> CODEC =
      TaggedCodec.<Tally>table()
          .message(
              0,
              Tally.Next.class,
              1,
              (m, to) -> to.unsigned(m.number()),
              from -> new Tally.Next(from.readUnsignedByte()))
          .message(1, new Tally.Heard())
          .message(2, new Tally.Stop())
          .build();

  private static Finished counts(Session<Tally> session) throws InterruptedException {
    int number =
        session.resumed().filter(b -> b.memoVersion() == 1).map(b -> b.memo().get() + 1).orElse(0);
    for (int next = number; session.mayBegin(); next++) {
      session.send(new Tally.Next(next));
      session.receive(Tally.Heard.class);
      session.memo(1, new byte[] {(byte) next});
      session.next(INTERVAL);
    }
    return session.done("terminated");
  }

  private static Finished hears(Session<Tally> session) throws InterruptedException {
    while (session.receive() instanceof Tally.Next) {
      session.send(new Tally.Heard());
    }
    return session.done("done");
  }

  private static ConversationCheck check(
      Conversation<Tally> asking, Conversation<Tally> answering) {
    return check(SPEC, asking, answering);
  }

  private static ConversationCheck check(
      ProtocolSpec<Tally> spec, Conversation<Tally> asking, Conversation<Tally> answering) {
    return ConversationCheck.of(
            7, runtime -> protocol(spec, CODEC, runtime.chance(), asking, answering))
        .messages(4)
        .reading(spec, CODEC);
  }

  @Test
  void whoeverRemembersWhatItMustPassesAndIsHandedOverEverywhere() {
    ConversationCheck check = check(SwapCheckItselfTest::counts, SwapCheckItselfTest::hears);
    assertThat(failures(check)).isEmpty();
    assertThat(skipped(check)).isEmpty();
  }

  @Test
  void whoeverForgetsIsToldWhatWasSaidAndWhereToLeaveIt() {
    Conversation<Tally> forgets =
        session -> {
          for (int next = 0; session.mayBegin(); next++) {
            session.send(new Tally.Next(next));
            session.receive(Tally.Heard.class);
            session.next(INTERVAL);
          }
          return session.done("terminated");
        };
    assertThat(failures(check(forgets, SwapCheckItselfTest::hears)))
        .isNotEmpty()
        .allMatch(f -> f.startsWith("hands over initiator") || f.startsWith("hands over both"))
        .anyMatch(
            f ->
                f.startsWith("hands over initiator while both wait after message 2")
                    && f.contains("left to it by session.memo")
                    && f.contains("initiator Next[number=1] (I 820001)"));
  }

  @Test
  void whoeverDrawsForARoundThatItDoesNotBeginIsToldWhatToAskFirst() {
    ConversationCheck draws =
        ConversationCheck.of(
                7,
                runtime ->
                    protocol(
                        SPEC,
                        CODEC,
                        runtime.chance(),
                        session -> {
                          while (true) {
                            session.send(new Tally.Next((int) runtime.chance().below(24)));
                            session.receive(Tally.Heard.class);
                            if (session.next(INTERVAL) == Turn.TERMINATE) {
                              return session.done("terminated");
                            }
                          }
                        },
                        SwapCheckItselfTest::hears))
            .messages(4);
    assertThat(failures(draws))
        .isNotEmpty()
        .allMatch(f -> f.contains("twice in a row") && f.contains("after session.mayBegin"));
  }

  @Test
  void whoeverTakesItsNumbersFromElsewhereIsToldWhereTheyComeFrom() {
    AtomicInteger elsewhere = new AtomicInteger();
    Conversation<Tally> wild =
        session -> {
          while (session.mayBegin()) {
            session.send(new Tally.Next(elsewhere.incrementAndGet() % 200));
            session.receive();
            session.next(INTERVAL);
          }
          return session.done("terminated");
        };
    assertThat(failures(check(wild, SwapCheckItselfTest::hears)))
        .anyMatch(
            f ->
                f.startsWith("says the same in two runs alike")
                    && f.contains("come from the runtime's chance"));
  }

  @Test
  void whoeverWaitsWithoutHearingOfAHandOverIsFound() {
    Conversation<Tally> deaf =
        session -> {
          while (session.control() != ControlMessage.TERMINATE) {
            session.send(new Tally.Next(5));
            session.receive();
            session
                .context()
                .await(
                    WaitFor.NOTHING.orControlOtherThan(ControlMessage.CONTINUE).orTime(INTERVAL));
          }
          return session.done("terminated");
        };
    assertThat(failures(check(deaf, SwapCheckItselfTest::hears)))
        .anyMatch(
            f ->
                f.startsWith("hands over initiator while both wait after message 2")
                    && f.contains("without hearing of it")
                    && f.contains("next, receive or mayBegin"));
  }

  @Test
  void whoeverLeavesAMemoThatItDoesNotUnderstandThereIsFound() {
    ProtocolSpec<Tally> narrow =
        ProtocolSpec.<Tally>named("tally")
            .state("Idle", INITIATOR, bytes(40))
            .on(Tally.Next.class, "Busy")
            .onTerminate(new Tally.Stop(), "End")
            .handOver()
            .state("Busy", RESPONDER, bytes(40))
            .on(Tally.Heard.class, "Idle")
            .handOver(1)
            .end("End")
            .build();
    Conversation<Tally> remembers =
        session -> {
          session.memo(1, new byte[1]);
          return hears(session);
        };
    assertThat(failures(check(narrow, session -> counts(session), remembers)))
        .anyMatch(
            f ->
                f.startsWith("hands over responder as message 2 arrives")
                    && f.contains("ResumePoint[point=Idle, memoVersion=1]")
                    && f.contains("name that memo version for that state"));
  }

  @Test
  void whoeverCatchesTheSignalIsToldSo() {
    Conversation<Tally> greedy =
        session -> {
          while (true) {
            try {
              return hears(session);
            } catch (Error e) {
              session.context().note("whatever it was");
            }
          }
        };
    assertThat(failures(check(SwapCheckItselfTest::counts, greedy)))
        .anyMatch(
            f ->
                f.startsWith("hands over responder as message 2 arrives")
                    && f.contains("the responder failed")
                    && f.contains("never Throwable or Error"));
  }

  @Test
  void whoeverBeginsAnewWhereItShouldCarryOnIsFound() {
    Conversation<Tally> greets =
        session -> {
          session.send(new Tally.Next(99));
          session.receive();
          return counts(session);
        };
    assertThat(failures(check(greets, SwapCheckItselfTest::hears)))
        .anyMatch(
            f ->
                f.startsWith("hands over initiator while both wait after message 4")
                    && f.contains("what the initiator says must be the same"));
  }

  @Test
  void whoeverComesToNoPointAnyMoreIsSkippedAndSaysSo() {
    ProtocolSpec<Tally> once =
        ProtocolSpec.<Tally>named("once")
            .state("Hello", INITIATOR, bytes(40))
            .on(Tally.Next.class, "Busy")
            .handOver()
            .state("Busy", RESPONDER, bytes(40))
            .on(Tally.Heard.class, "Rest")
            .state("Rest", INITIATOR, bytes(40))
            .onTerminate(new Tally.Stop(), "End")
            .end("End")
            .build();
    Conversation<Tally> asks =
        session -> {
          if (session.mayBegin()) {
            session.send(new Tally.Next(0));
            session.receive();
            while (session.next() != Turn.TERMINATE) {
              session.context().note("not yet");
            }
            return session.done("terminated");
          }
          session.send(new Tally.Next(0));
          session.receive();
          return session.done("terminated");
        };
    ConversationCheck check = check(once, asks, SwapCheckItselfTest::hears).messages(2);
    assertThat(failures(check)).isEmpty();
    assertThat(skipped(check))
        .contains(
            "hands over initiator as message 2 arrives: the initiator comes to"
                + " none of its hand-over points [Hello] after message 2");
  }

  @Test
  void whoeverNamesNoPointIsSkippedAndSaysSo() {
    ConversationCheck raw =
        ConversationCheck.of(
                7,
                runtime -> {
                  MiniProtocol typed =
                      protocol(
                          SPEC,
                          CODEC,
                          runtime.chance(),
                          SwapCheckItselfTest::counts,
                          SwapCheckItselfTest::hears);
                  return new Pointless(typed);
                })
            .messages(2);
    assertThat(failures(raw)).isEmpty();
    assertThat(skipped(raw))
        .singleElement()
        .asString()
        .startsWith("is never handed over: it names no hand-over point");
  }

  private record Pointless(MiniProtocol typed) implements MiniProtocol {
    @Override
    public Half initiator() {
      return typed.initiator();
    }

    @Override
    public Half responder() {
      return typed.responder();
    }
  }

  /** With answers outstanding a half is at no point; it hands over once it has received them. */
  @Test
  void whoeverPipelinesIsHandedOverBetweenItsBatches() {
    Conversation<Tally> batches =
        session -> {
          while (session.mayBegin()) {
            for (int i = 0; i < 3; i++) {
              session.sendPipelined(new Tally.Next(i));
            }
            while (session.outstanding() > 0) {
              session.receive();
            }
            session.next(INTERVAL);
          }
          return session.done("terminated");
        };
    ConversationCheck check = check(batches, SwapCheckItselfTest::hears).messages(12);
    assertThat(failures(check)).isEmpty();
    assertThat(skipped(check)).isEmpty();
  }

  @Test
  void aConversationThatEndsByItselfIsHandedOverUpToItsEnd() {
    Conversation<Tally> once =
        session -> {
          session.send(new Tally.Next(0));
          session.receive(Tally.Heard.class);
          return session.done("heard");
        };
    ConversationCheck check = check(once, SwapCheckItselfTest::hears).messages(10);
    assertThat(failures(check)).isEmpty();
    assertThat(skipped(check))
        .noneMatch(s -> s.startsWith("hands over responder as message 3 arrives"))
        .contains("is disturbed after message 10: the conversation is over after 3 messages")
        .anyMatch(
            s ->
                s.startsWith("hands over initiator as message 3 arrives")
                    && s.contains("the initiator comes to none of its hand-over points"));
  }

  @Test
  void aConversationThatSaysLessThanTheCheckExpectsIsToldHowFarToGo() {
    Conversation<Tally> falters =
        session -> {
          if (session.resumed().isEmpty()) {
            session.send(new Tally.Next(0));
            session.receive(Tally.Heard.class);
          }
          while (session.next() != Turn.TERMINATE) {
            session.context().note("not yet");
          }
          return session.done("terminated");
        };
    assertThat(failures(check(falters, SwapCheckItselfTest::hears)))
        .anyMatch(
            f ->
                f.startsWith("hands over responder as message 4 arrives")
                    && f.contains("say .messages(2) in place of .messages(4)"));
  }
}
