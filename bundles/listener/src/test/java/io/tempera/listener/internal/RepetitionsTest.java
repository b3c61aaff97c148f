package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcceptLimit;
import io.tempera.connection.AcceptTrace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said at once, and what is summed up. */
final class RepetitionsTest {
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int REMEMBERED = 20;
  private static final int NAMED = 3;

  private final Repetitions repetitions = new Repetitions();

  private static Repetitions.What refusalOf(int address) {
    return new Repetitions.What(
        Optional.of(AttemptsTest.address(address)), AcceptLimit.ADDRESS_ATTEMPTS);
  }

  private boolean happens(Repetitions.What what) {
    return repetitions.happens(what, REMEMBERED, NAMED);
  }

  private Optional<AcceptTrace.Summary> summary() {
    return repetitions.summary(WITHIN, NAMED);
  }

  @Test
  void theFirstTimeIsSaidAtOnceAndTheRestIsCounted() {
    assertThat(happens(refusalOf(1))).isTrue();
    assertThat(summary()).as("it was said").isEmpty();
    assertThat(happens(refusalOf(1))).as("not again so soon").isFalse();
    assertThat(happens(refusalOf(1))).isFalse();

    assertThat(summary().orElseThrow().counts())
        .containsExactly(
            new AcceptTrace.Count(
                Optional.of(AttemptsTest.address(1)), AcceptLimit.ADDRESS_ATTEMPTS, 2));
  }

  @Test
  void itIsSaidAtOnceAgainAfterAStretchWithoutIt() {
    happens(refusalOf(1));
    assertThat(repetitions.isEmpty()).isFalse();
    summary();
    assertThat(repetitions.isEmpty()).isTrue();
    summary();

    assertThat(happens(refusalOf(1))).isTrue();
  }

  @Test
  void anotherLimitOfTheSameAddressIsAnotherThing() {
    happens(refusalOf(1));

    assertThat(
            happens(
                new Repetitions.What(
                    Optional.of(AttemptsTest.address(1)), AcceptLimit.ADDRESS_CONNECTIONS)))
        .isTrue();
    assertThat(happens(new Repetitions.What(Optional.empty(), AcceptLimit.SOFT))).isTrue();
  }

  @Test
  void theMostFrequentAreNamedAndTheOthersCounted() {
    for (int address = 1; address <= 5; address++) {
      for (int i = 0; i <= 10 * address; i++) {
        happens(refusalOf(address));
      }
    }
    AcceptTrace.Summary summary = summary().orElseThrow();

    assertThat(summary.counts())
        .extracting(AcceptTrace.Count::count)
        .containsExactly(51L, 41L, 30L);
    assertThat(summary.others()).isEqualTo(10 + 20);
  }

  @Test
  void whatIsNotToldApartIsCountedAlsoWhenNothingElseHappensAgain() {
    assertThat(repetitions.happens(refusalOf(1), 1, NAMED)).isTrue();
    assertThat(repetitions.happens(refusalOf(2), 1, NAMED)).isFalse();
    assertThat(repetitions.happens(refusalOf(3), 1, NAMED)).isFalse();

    assertThat(summary()).contains(new AcceptTrace.Summary(WITHIN, List.of(), 2));
    assertThat(summary()).isEmpty();
  }

  /** Nothing is lost, and neither lines nor memory grow with those who come. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everythingIsSaidOnceHoweverManyCome(long seed) {
    Random random = new Random(seed);
    long happened = 0;
    long said = 0;
    for (int interval = 0; interval < 50; interval++) {
      int atOnce = 0;
      int addresses = 1 + random.nextInt(3 * REMEMBERED);
      for (int i = random.nextInt(500); i > 0; i--) {
        happened++;
        atOnce += happens(refusalOf(random.nextInt(addresses))) ? 1 : 0;
      }
      assertThat(atOnce).isLessThanOrEqualTo(NAMED);
      said += atOnce;
      Optional<AcceptTrace.Summary> summary = summary();
      if (summary.isPresent()) {
        assertThat(summary.get().counts()).hasSizeLessThanOrEqualTo(NAMED);
        said += summary.get().others();
        said += summary.get().counts().stream().mapToLong(AcceptTrace.Count::count).sum();
      }
    }
    assertThat(said).isEqualTo(happened);
  }
}
