package io.tempera.peer.state.actions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.peer.FirstToFinishResult.MiniProtocolError;
import io.tempera.peer.LastToFinishResult.AllSucceeded;
import io.tempera.peer.LastToFinishResult.SomeErrored;
import io.tempera.protocol.Temperature;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** First to finish and last to finish, as the sheet of the reference has them. */
final class ResultsTest {
  private static final Failure FAILURE = Failure.of(FailureCategory.PROTOCOL_CODE, "broken");
  private static final Run RETURNED = new Run.Returned("done", Optional.of(Duration.ofSeconds(7)));
  private static final Run ERRORED = new Run.Errored(FAILURE, Optional.of(Duration.ofSeconds(9)));

  @Test
  void lastToFinishWaitsForEveryOne() {
    Results two = started(Temperature.HOT, 2, 3);
    assertThat(two.awaitAll(Temperature.HOT)).isEmpty();
    Results one = two.with(Temperature.HOT, 2, RETURNED);
    assertThat(one.awaitAll(Temperature.HOT)).isEmpty();
    assertThat(one.with(Temperature.HOT, 3, RETURNED).awaitAll(Temperature.HOT))
        .contains(new AllSucceeded());
  }

  @Test
  void lastToFinishIsAtOnceASuccessWhereNothingWasStarted() {
    assertThat(Results.NONE.awaitAll(Temperature.WARM)).contains(new AllSucceeded());
    assertThat(Results.NONE.awaitAll()).contains(new AllSucceeded());
  }

  @Test
  void anyErrorAmongThemIsSomeErroredWithAllErrors() {
    Results all =
        started(Temperature.HOT, 2, 3, 4)
            .with(Temperature.HOT, 2, RETURNED)
            .with(Temperature.HOT, 4, ERRORED)
            .with(Temperature.HOT, 3, ERRORED);
    TreeMap<Integer, Failure> failures = new TreeMap<>();
    failures.put(3, FAILURE);
    failures.put(4, FAILURE);
    assertThat(all.awaitAll(Temperature.HOT)).contains(new SomeErrored(failures));
    assertThat(all.awaitAll()).contains(new SomeErrored(failures));
  }

  @Test
  void firstToFinishIsEstablishedThenWarmThenHotAndByNumber() {
    Results all =
        Results.NONE
            .with(Temperature.HOT, 2, ERRORED)
            .with(Temperature.WARM, 6, ERRORED)
            .with(Temperature.WARM, 5, ERRORED)
            .with(Temperature.ESTABLISHED, 8, ERRORED);
    assertThat(all.errors())
        .isEqualTo(
            List.of(
                new MiniProtocolError(Temperature.ESTABLISHED, 8, FAILURE),
                new MiniProtocolError(Temperature.WARM, 5, FAILURE),
                new MiniProtocolError(Temperature.WARM, 6, FAILURE),
                new MiniProtocolError(Temperature.HOT, 2, FAILURE)));
  }

  @Test
  void theRepromoteDelayIsTheLongestOfAllTemperaturesAndOfThoseThatEnded() {
    Results all = started(Temperature.ESTABLISHED, 8);
    assertThat(all.repromoteDelay()).isEmpty();
    all = all.with(Temperature.HOT, 2, RETURNED);
    assertThat(all.repromoteDelay()).contains(Duration.ofSeconds(7));
    all = all.with(Temperature.WARM, 5, ERRORED);
    assertThat(all.repromoteDelay()).contains(Duration.ofSeconds(9));
  }

  private static Results started(Temperature temperature, Integer... numbers) {
    return Results.NONE.started(temperature, new TreeSet<>(List.of(numbers)));
  }
}
