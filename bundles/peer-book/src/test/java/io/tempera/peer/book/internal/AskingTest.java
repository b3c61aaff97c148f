package io.tempera.peer.book.internal;

import static io.tempera.peer.book.internal.Peers.all;
import static io.tempera.peer.book.internal.Peers.at;
import static io.tempera.peer.book.internal.Peers.learned;
import static io.tempera.peer.book.internal.Peers.many;
import static io.tempera.peer.book.internal.Peers.one;
import static io.tempera.peer.book.internal.Peers.tell;
import static io.tempera.peer.book.internal.Peers.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.sharing.PeerQuestions;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a peer is asked for how many, and what is kept of the answers. */
final class AskingTest {
  private static final String PEER = "192.0.2.1:3001";

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final StoredPeerBook book = new StoredPeerBook(runtime, settings(600, 7, 20));
  private int news;

  private static PeerBookSettings settings(int seconds, int askFor, int most) {
    return new PeerBookSettings(
        Optional.empty(), List.of(), most, Duration.ofSeconds(seconds), askFor, 10);
  }

  private PeerQuestions ask(String peer) {
    return book.questions(to(peer), () -> news++);
  }

  @AfterEach
  void nothingIsLeft() {
    book.close();
    runtime.assertNothingLeft();
  }

  @Test
  void aPeerIsAskedAtOnceAndAnIntervalAfterEachAnswer() {
    try (PeerQuestions questions = ask(PEER)) {
      for (int round = 1; round <= 3; round++) {
        assertThat(questions.wanted()).isEqualTo(7);
        assertThat(questions.wanted()).as("until there is an answer").isEqualTo(7);
        questions.learned(List.of());
        assertThat(questions.wanted()).isZero();
        runtime.advance(Duration.ofSeconds(600).minusNanos(1));
        assertThat(news).isEqualTo(round - 1);
        assertThat(questions.wanted()).isZero();
        runtime.advance(Duration.ofNanos(1));
        assertThat(news).isEqualTo(round);
      }
    }
  }

  @Test
  void anotherConnectionOrImplementationDoesNotAskSooner() {
    try (PeerQuestions questions = ask(PEER)) {
      questions.learned(List.of());
    }
    runtime.advance(Duration.ofSeconds(100));
    try (PeerQuestions next = ask(PEER);
        PeerQuestions other = ask("192.0.2.2:3001")) {
      assertThat(other.wanted()).isEqualTo(7);
      assertThat(next.wanted()).isZero();
      runtime.advance(Duration.ofSeconds(500));
      assertThat(news).isEqualTo(1);
      assertThat(next.wanted()).isEqualTo(7);
    }
  }

  @Test
  void onceClosedItWantsNothingAndSaysNothing() {
    PeerQuestions questions = ask(PEER);
    questions.learned(List.of());
    assertThat(questions.wanted()).isZero();
    questions.close();
    questions.close();
    book.change(settings(1, 7, 20));
    runtime.advance(Duration.ofHours(1));
    assertThat(questions.wanted()).isZero();
    assertThat(news).isZero();
  }

  @Test
  void changedSettingsHoldAtOnce() {
    try (PeerQuestions questions = ask(PEER)) {
      book.change(settings(0, 7, 20));
      assertThat(questions.wanted()).as("never").isZero();
      questions.learned(List.of());
      runtime.advance(Duration.ofDays(1));
      assertThat(questions.wanted()).isZero();
      int before = news;
      book.change(settings(600, 3, 20));
      assertThat(news).as("whoever asks looks again").isEqualTo(before + 1);
      assertThat(questions.wanted()).isEqualTo(3);
      questions.learned(List.of());
      assertThat(questions.wanted()).isZero();
      book.change(settings(30, 3, 20));
      assertThat(questions.wanted()).isZero();
      runtime.advance(Duration.ofSeconds(30));
      assertThat(questions.wanted()).isEqualTo(3);
    }
  }

  @Test
  void atTheBoundThePeerGoesThatNobodyToldOfForTheLongestTime() {
    tell(book, PEER, many(20));
    assertThat(learned(book)).isEqualTo(many(20));
    tell(book, PEER, List.of(one(1), one(2)));
    tell(book, PEER, all("10.3.0.1:1", "10.3.0.2:1", "10.3.0.3:1"));
    assertThat(learned(book))
        .hasSize(20)
        .doesNotContain(one(3), one(4), one(5))
        .startsWith(one(6))
        .endsWith(one(1), one(2), at("10.3.0.1:1"), at("10.3.0.2:1"), at("10.3.0.3:1"));
    book.change(settings(600, 7, 2));
    assertThat(learned(book)).containsExactly(at("10.3.0.2:1"), at("10.3.0.3:1"));
  }

  @Test
  void howManyPeersAreRememberedToBeAskedIsBoundedToo() {
    AskTimes times = new AskTimes();
    many(30).forEach(peer -> times.asked(peer, 0, 20));
    Duration hour = Duration.ofHours(1);
    assertThat(many(30)).filteredOn(peer -> times.left(peer, 1, hour).isZero()).hasSize(10);
    assertThat(times.left(one(10), 1, hour)).isZero();
    assertThat(times.left(one(11), 1, hour)).isEqualTo(hour.minusNanos(1));
  }
}
