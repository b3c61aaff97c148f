package io.tempera.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.bearer.ConnectionId;
import io.tempera.simulation.Ledger.What;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** The ledger notices each way in which a message can be unaccounted for. */
final class LedgerTest {
  private static final ConnectionId ID =
      new ConnectionId(
          new InetSocketAddress("10.0.0.1", 3001), new InetSocketAddress("10.0.0.2", 3001));
  private static final int NUMBER = 7_011;
  private static final long TALK = 1;

  private final Ledger ledger = new Ledger();

  private LedgerTest write(What what, long n, int version) {
    ledger.write(new Ledger.Entry(what, ID, NUMBER, TALK, n, version));
    return this;
  }

  /** A question and its answer, of versions 1. */
  private LedgerTest one(long n) {
    return write(What.ASKS, n, 1).write(What.HANDLES, n, 1).write(What.IS_ANSWERED, n, 1);
  }

  private void assertNoticed(String what) {
    assertThat(ledger.violations()).singleElement().asString().startsWith(what);
  }

  @Test
  void aConversationThatIsHandedOverOnBothSidesAndEndsIsAllRight() {
    write(What.BEGINS, 0, 1).one(1).write(What.ASKER_RESUMES, 1, 2);
    write(What.ANSWERER_RESUMES, 1, 2);
    write(What.ASKS, 2, 2).write(What.HANDLES, 2, 2).write(What.IS_ANSWERED, 2, 2);
    assertThat(ledger.unfinished(ID)).containsExactly(TALK);
    write(What.ENDS, 2, 2).write(What.HEARS_END, 0, 2);
    assertThat(ledger.violations()).isEmpty();
    assertThat(ledger.unfinished(ID)).isEmpty();
  }

  @Test
  void aQuestionThatIsLostIsNoticed() {
    write(What.BEGINS, 0, 1).write(What.ASKS, 1, 1).write(What.ASKS, 2, 1);
    write(What.HANDLES, 2, 1);
    assertNoticed("not the next question");
  }

  @Test
  void aQuestionThatIsHandledTwiceIsNoticed() {
    write(What.BEGINS, 0, 1).one(1).write(What.HANDLES, 1, 1);
    assertNoticed("not the next question");
  }

  @Test
  void aQuestionThatNobodyAskedIsNoticed() {
    write(What.BEGINS, 0, 1).write(What.HANDLES, 1, 1);
    assertNoticed("not the next question");
  }

  @Test
  void anAnswerThatIsLostIsNoticed() {
    write(What.BEGINS, 0, 1).write(What.ASKS, 1, 1).write(What.ASKS, 2, 1);
    write(What.HANDLES, 1, 1).write(What.HANDLES, 2, 1).write(What.IS_ANSWERED, 2, 1);
    assertNoticed("not the next answer");
  }

  @Test
  void anAnswerToWhatWasNotHandledIsNoticed() {
    write(What.BEGINS, 0, 1).write(What.ASKS, 1, 1).write(What.IS_ANSWERED, 1, 1);
    assertNoticed("not the next answer");
  }

  @Test
  void questionsInAnotherOrderAreNoticed() {
    write(What.BEGINS, 0, 1).write(What.ASKS, 2, 1);
    assertNoticed("out of order");
  }

  @Test
  void aMemoThatIsOldIsNoticedOnEitherSide() {
    write(What.BEGINS, 0, 1).one(1).one(2).write(What.ASKER_RESUMES, 1, 2);
    assertNoticed("it stopped at 2");
    write(What.ANSWERER_RESUMES, 1, 2);
    assertThat(ledger.violations()).hasSize(2);
  }

  @Test
  void anInitiatorThatCarriesOnWhileAnAnswerIsOutstandingIsNoticed() {
    write(What.BEGINS, 0, 1).write(What.ASKS, 1, 1).write(What.ASKER_RESUMES, 0, 2);
    assertNoticed("it stopped at 0");
  }

  @Test
  void twoImplementationsInOneHalfAreNoticed() {
    write(What.BEGINS, 0, 1).one(1).write(What.ASKS, 2, 1).write(What.HANDLES, 2, 2);
    assertNoticed("version 1 runs it");
  }

  @Test
  void anEndBeforeEverythingIsAnsweredIsNoticed() {
    write(What.BEGINS, 0, 1).write(What.ASKS, 1, 1).write(What.ENDS, 0, 1);
    assertNoticed("not all is answered");
  }

  @Test
  void anEndThatNobodySaidIsNoticed() {
    write(What.BEGINS, 0, 1).one(1).write(What.HEARS_END, 0, 1);
    assertNoticed("the end before the last question");
  }

  @Test
  void aConversationThatBeginsTwiceIsNoticed() {
    write(What.BEGINS, 0, 1).one(1).write(What.BEGINS, 0, 1);
    assertNoticed("it has begun before");
  }
}
