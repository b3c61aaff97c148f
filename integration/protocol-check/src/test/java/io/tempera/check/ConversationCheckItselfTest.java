package io.tempera.check;

import static io.tempera.kit.Agency.INITIATOR;
import static io.tempera.kit.Agency.RESPONDER;
import static io.tempera.kit.Limits.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.kit.Conversation;
import io.tempera.kit.KitProtocol;
import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.Session;
import io.tempera.kit.TaggedCodec;
import io.tempera.kit.Turn;
import io.tempera.protocol.ControlMessage;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.WaitFor;
import io.tempera.runtime.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Each fault that is put into a conversation must make its check fail. */
final class ConversationCheckItselfTest {
  sealed interface Tick {
    record Ask() implements Tick {}

    record Answer() implements Tick {}

    record Stop() implements Tick {}
  }

  static final ProtocolSpec<Tick> SPEC =
      ProtocolSpec.<Tick>named("tick")
          .state("Idle", INITIATOR, bytes(40))
          .on(Tick.Ask.class, "Busy")
          .onTerminate(new Tick.Stop(), "End")
          .state("Busy", RESPONDER, bytes(40))
          .on(Tick.Answer.class, "Idle")
          .end("End")
          .build();

  static final MessageCodec<Tick> CODEC =
      TaggedCodec.<Tick>table()
          .message(0, new Tick.Ask())
          .message(1, new Tick.Answer())
          .message(2, new Tick.Stop())
          .build();

  static Finished asks(Session<Tick> session) throws InterruptedException {
    while (true) {
      session.send(new Tick.Ask());
      session.receive(Tick.Answer.class);
      if (session.next(Duration.ofSeconds(10)) == Turn.TERMINATE) {
        return session.done("terminated");
      }
    }
  }

  static Finished answers(Session<Tick> session) throws InterruptedException {
    while (session.receive() instanceof Tick.Ask) {
      session.send(new Tick.Answer());
    }
    return session.done("done");
  }

  private static List<String> failures(Conversation<Tick> asking, Conversation<Tick> answering) {
    return failures(check(asking, answering));
  }

  private static ConversationCheck check(Conversation<Tick> asking, Conversation<Tick> answering) {
    return ConversationCheck.of(
            7, runtime -> protocol(SPEC, CODEC, runtime.chance(), asking, answering))
        .messages(4)
        .deadline(Duration.ofSeconds(1));
  }

  static <M> MiniProtocol protocol(
      ProtocolSpec<M> spec,
      MessageCodec<M> codec,
      Chance chance,
      Conversation<M> asking,
      Conversation<M> answering) {
    return new KitProtocol<>(spec, codec, chance) {
      @Override
      protected Finished initiate(Session<M> session) throws Exception {
        return asking.hold(session);
      }

      @Override
      protected Finished respond(Session<M> session) throws Exception {
        return answering.hold(session);
      }
    };
  }

  static List<String> failures(ConversationCheck check) {
    return outcomes(check, false);
  }

  static List<String> skipped(ConversationCheck check) {
    return outcomes(check, true);
  }

  private static List<String> outcomes(ConversationCheck check, boolean skipped) {
    List<String> found = new ArrayList<>();
    check
        .tests()
        .forEach(
            test -> {
              try {
                test.getExecutable().execute();
              } catch (Throwable thrown) {
                if (thrown instanceof TestAbortedException == skipped) {
                  found.add(test.getDisplayName() + ": " + thrown.getMessage());
                }
              }
            });
    return found;
  }

  @Test
  void aConversationWithoutAFaultPasses() {
    assertThat(failures(ConversationCheckItselfTest::asks, ConversationCheckItselfTest::answers))
        .isEmpty();
  }

  @Test
  void aHalfThatDoesNotHearTerminateWhileItSleepsIsFound() {
    Conversation<Tick> deaf =
        session -> {
          while (session.control() != ControlMessage.TERMINATE) {
            session.send(new Tick.Ask());
            session.receive();
            session.context().await(WaitFor.NOTHING.orTime(Duration.ofSeconds(10)));
          }
          return session.done("terminated");
        };
    assertThat(failures(deaf, ConversationCheckItselfTest::answers))
        .anyMatch(
            f ->
                f.startsWith("terminates when asked while both wait after message 2")
                    && f.contains("the initiator has finished"));
  }

  static Finished asksWhenItMay(Session<Tick> session) throws InterruptedException {
    while (session.mayBegin()) {
      session.send(new Tick.Ask());
      session.receive(Tick.Answer.class);
      session.next(Duration.ofSeconds(10));
    }
    return session.done("terminated");
  }

  @Test
  void aWarmConversationWithoutAFaultPasses() {
    ConversationCheck check =
        check(ConversationCheckItselfTest::asksWhenItMay, ConversationCheckItselfTest::answers);
    assertThat(failures(check.warm())).isEmpty();
  }

  @Test
  void aHalfThatAsksAlthoughItIsToBeQuietIsFoundAndToldWhatToCall() {
    ConversationCheck check =
        check(ConversationCheckItselfTest::asks, ConversationCheckItselfTest::answers);
    assertThat(failures(check.warm()))
        .anyMatch(
            f ->
                f.startsWith("is quiet when asked as message 2 arrives, and then goes on")
                    && f.contains("see Session.mayBegin"))
        .allMatch(f -> f.contains("quiet"));
  }

  @Test
  void aWarmConversationIsAskedForQuietByTheCheckOfItsProtocolToo() {
    Conversation<Tick> asking = ConversationCheckItselfTest::asks;
    ProtocolCheck<Tick> check =
        ProtocolCheck.of(SPEC, CODEC)
            .samples(new Tick.Ask(), new Tick.Answer(), new Tick.Stop())
            .warmConversation(
                7,
                runtime ->
                    protocol(
                        SPEC,
                        CODEC,
                        runtime.chance(),
                        asking,
                        ConversationCheckItselfTest::answers));
    assertThat(ProtocolCheckItselfTest.failures(check.tests()))
        .isNotEmpty()
        .allMatch(f -> f.contains("quiet"));
  }

  @Test
  void aHalfThatCarriesOnInTheQuietAndAsksIsFound() {
    Conversation<Tick> eager =
        session -> {
          if (session.resumed().isPresent()) {
            session.send(new Tick.Ask());
            session.receive(Tick.Answer.class);
          }
          return asksWhenItMay(session);
        };
    ConversationCheck check = check(eager, ConversationCheckItselfTest::answers);
    assertThat(failures(check.warm()))
        .anyMatch(
            f ->
                f.startsWith("is handed over while it is quiet after message 2")
                    && f.contains("whoever carries on in the quiet begins nothing either"));
  }

  @Test
  void aHalfThatNeverGoesOnAfterTheQuietIsFound() {
    Conversation<Tick> sulking =
        session -> {
          session.send(new Tick.Ask());
          session.receive();
          while (session.next() != Turn.TERMINATE) {
            session.context().note("quiet for good");
          }
          return session.done("terminated");
        };
    assertThat(failures(check(sulking, ConversationCheckItselfTest::answers).messages(2).warm()))
        .anyMatch(f -> f.startsWith("is quiet when asked as message 2 arrives, and then goes on"));
  }

  @Test
  void aHalfThatEndsWhenItIsToBeQuietIsFound() {
    Conversation<Tick> hasty =
        session -> {
          while (session.control() == ControlMessage.CONTINUE) {
            session.send(new Tick.Ask());
            session.receive();
            session.next(Duration.ofSeconds(10));
          }
          return session.done("terminated");
        };
    assertThat(failures(check(hasty, ConversationCheckItselfTest::answers).warm()))
        .anyMatch(f -> f.contains("has ended although it was asked to be quiet"));
  }

  @Test
  void aHalfThatGoesOnWhenItsConnectionIsGoingIsFound() {
    Conversation<Tick> stubborn =
        session -> {
          while (true) {
            try {
              return answers(session);
            } catch (InterruptedException e) {
              session.context().note("not now");
            }
          }
        };
    assertThat(failures(ConversationCheckItselfTest::asks, stubborn))
        .anyMatch(
            f ->
                f.startsWith("both halves stop when the connection goes after message 1")
                    && f.contains("let the InterruptedException pass"));
  }

  @Test
  void aHalfThatLeavesWithoutAnEndIsFoundAndToldWhatToCall() {
    Conversation<Tick> rude =
        session -> {
          session.send(new Tick.Ask());
          session.receive();
          while (session.next() != Turn.TERMINATE) {
            session.context().note("not yet");
          }
          return new Finished("bye", Optional.empty());
        };
    assertThat(failures(rude, ConversationCheckItselfTest::answers))
        .anyMatch(f -> f.contains("the initiator failed") && f.contains("call done"));
  }

  @Test
  void theHalfThatFailedIsNamedAndNotTheOneThatWaitsForIt() {
    Conversation<Tick> confused =
        session -> {
          session.receive();
          session.send(new Tick.Ask());
          return session.done("done");
        };
    assertThat(failures(ConversationCheckItselfTest::asks, confused))
        .anyMatch(f -> f.contains("the responder failed") && f.contains("Ask"))
        .noneMatch(f -> f.contains("the initiator has finished"));
  }

  @Test
  void aConversationThatSaysLessThanTheCheckExpectsIsToldHowFarToGo() {
    Conversation<Tick> once =
        session -> {
          session.send(new Tick.Ask());
          session.receive();
          while (session.next() != Turn.TERMINATE) {
            session.context().note("not yet");
          }
          return session.done("terminated");
        };
    assertThat(failures(once, ConversationCheckItselfTest::answers))
        .anyMatch(
            f ->
                f.startsWith("terminates when asked as message 3 arrives")
                    && f.contains("has only 2 messages in PT1H")
                    && f.contains("say .messages(2) in place of .messages(4)"));
  }

  /** One round, and the end: it has three messages. */
  private static Finished asksOnce(Session<Tick> session) throws InterruptedException {
    if (session.mayBegin()) {
      session.send(new Tick.Ask());
      session.receive(Tick.Answer.class);
    }
    return session.done("answered");
  }

  @Test
  void aConversationThatEndsByItselfIsDisturbedUpToItsEnd() {
    ConversationCheck check =
        check(ConversationCheckItselfTest::asksOnce, ConversationCheckItselfTest::answers)
            .messages(5);
    assertThat(failures(check)).isEmpty();
    assertThat(skipped(check))
        .contains(
            "is disturbed after message 4: the conversation is over after 3 messages",
            "is disturbed after message 5: the conversation is over after 3 messages");
    assertThat(check.tests().map(DynamicTest::getDisplayName))
        .contains("terminates when asked as message 3 arrives")
        .doesNotContain("terminates when asked as message 4 arrives");
  }

  @Test
  void aWarmConversationThatEndsByItselfIsQuietBeforeItsEndOnly() {
    ConversationCheck check =
        check(ConversationCheckItselfTest::asksOnce, ConversationCheckItselfTest::answers).warm();
    assertThat(failures(check)).isEmpty();
    assertThat(skipped(check))
        .noneMatch(s -> s.startsWith("is quiet when asked as message 0 arrives"))
        .contains(
            "is quiet when asked as message 2 arrives, and then goes on: the conversation is over"
                + " after 3 messages, and need not be quiet");
  }

  @Test
  void aConversationThatFailsIsNotTakenForOneThatEnds() {
    Conversation<Tick> rude =
        session -> {
          session.send(new Tick.Ask());
          session.receive();
          return new Finished("bye", Optional.empty());
        };
    assertThat(failures(rude, ConversationCheckItselfTest::answers))
        .anyMatch(
            f -> f.startsWith("terminates when asked as message 4") && f.contains("call done"));
  }
}
