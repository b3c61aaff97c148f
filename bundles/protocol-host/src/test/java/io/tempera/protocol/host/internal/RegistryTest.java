package io.tempera.protocol.host.internal;

import static io.tempera.protocol.Temperature.HOT;
import static io.tempera.protocol.Temperature.WARM;
import static io.tempera.protocol.host.internal.HostFixture.DONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.StartMode;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.Temperature;
import io.tempera.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is published, what of it is chosen, and what only runs on. */
class RegistryTest {
  private static final int NUMBER = 2;

  private final VirtualRuntime runtime = new VirtualRuntime();
  private final Registry registry = new Registry(runtime.clock());

  private Publication publication(long id, int ranking, int version) {
    return new Publication(
        id, "b" + id, new BundleVersion(version, 0, 0, ""), ranking, new TreeMap<>());
  }

  private static Declaration declaration(int number, Temperature temperature) {
    return new Declaration(number, temperature, StartMode.ON_DEMAND, 100);
  }

  private Hosted hosted(long id, int ranking, int version, int number, Temperature temperature) {
    return new Hosted(
        publication(id, ranking, version),
        declaration(number, temperature),
        List.of(),
        HostFixture.protocol(DONE, DONE),
        runtime.newWait());
  }

  private Hosted added(long id, int version, Temperature temperature) {
    Hosted hosted = hosted(id, 0, version, NUMBER, temperature);
    registry.add(hosted);
    return hosted;
  }

  @Test
  void theChosenOneIsFirstAndTheOthersFollowFromTheBestDown() {
    Hosted second = added(1, 2, HOT);
    Hosted third = added(2, 1, HOT);
    Hosted first = added(3, 3, HOT);
    added(4, 9, WARM);
    registry.add(hosted(5, 9, 9, 3, HOT));
    assertThat(registry.ranked(NUMBER, HOT)).containsExactly(first, second, third);
    assertThat(registry.chosen(NUMBER, HOT)).contains(first);
  }

  @Test
  void theOneThatWasChosenBeforeIsFirstAmongEquals() {
    Hosted later = added(7, 1, HOT);
    Hosted earlier = added(5, 1, HOT);
    assertThat(registry.chosen(NUMBER)).contains(later);
    assertThat(registry.ranked(NUMBER, HOT)).containsExactly(later, earlier);
  }

  @Test
  void aChangedRankingIsAChangedChoice() {
    Hosted one = added(1, 1, HOT);
    Hosted two = added(2, 2, HOT);
    assertThat(registry.chosen(NUMBER)).contains(two);
    registry.change(one, publication(1, 5, 1), declaration(NUMBER, HOT));
    assertThat(registry.ranked(NUMBER, HOT)).containsExactly(one, two);
    registry.change(one, publication(1, 0, 1), declaration(NUMBER, HOT));
    assertThat(registry.ranked(NUMBER, HOT)).containsExactly(two, one);
  }

  @Test
  void whatIsRetiredRunsOnWhereItHasItsTemperatureAndIsChosenNowhereElse() {
    Hosted hot = added(1, 1, HOT);
    assertThat(registry.retire(hot)).isEmpty();
    assertThat(registry.chosen(NUMBER)).isEmpty();
    Hosted warm = added(1, 1, WARM);
    assertThat(registry.chosen(NUMBER)).contains(warm);
    assertThat(registry.chosen(NUMBER, HOT)).contains(hot);
    assertThat(registry.ranked(NUMBER, HOT)).containsExactly(hot);
    assertThat(registry.ranked(NUMBER, WARM)).containsExactly(warm);
    assertThat(registry.views())
        .as("nothing of the retired one runs")
        .extracting(HostedProtocol::temperature)
        .containsExactly(WARM);
  }

  @Test
  void aPublishedOneOfTheSameTemperatureTakesOverFromARetiredOne() {
    Hosted retired = added(1, 1, HOT);
    registry.retire(retired);
    Hosted better = added(2, 2, HOT);
    assertThat(registry.chosen(NUMBER, HOT)).contains(better);
    assertThat(registry.ranked(NUMBER, HOT)).containsExactly(better, retired);
  }

  @Test
  void aServiceRetiresOnceWithEachNumberAndTemperature() {
    Hosted first = added(1, 1, HOT);
    registry.retire(first);
    Hosted second = added(1, 1, WARM);
    assertThat(registry.retire(second)).isEmpty();
    Hosted third = added(1, 1, HOT);
    assertThat(registry.retire(third)).contains(first);
    assertThat(registry.ranked(NUMBER, HOT)).containsExactly(third);
    assertThat(registry.ranked(NUMBER, WARM)).containsExactly(second);
  }

  @Test
  void whatIsRetiredGoesWithItsService() {
    Hosted hot = added(1, 1, HOT);
    registry.retire(hot);
    Hosted warm = added(1, 1, WARM);
    Hosted other = added(2, 1, HOT);
    assertThat(registry.remove(1)).containsExactly(warm, hot);
    assertThat(registry.remove(1)).isEmpty();
    assertThat(registry.ranked(NUMBER, HOT)).containsExactly(other);
    assertThat(registry.ranked(NUMBER, WARM)).isEmpty();
  }

  @Test
  void aServiceThatIsOnlyRetiredGoesToo() {
    Hosted hot = added(1, 1, HOT);
    registry.retire(hot);
    assertThat(registry.find(1)).isEmpty();
    assertThat(registry.remove(1)).containsExactly(hot);
    assertThat(registry.ranked(NUMBER, HOT)).isEmpty();
  }

  @Test
  void allGoAtTheEnd() {
    Hosted hot = added(1, 1, HOT);
    registry.retire(hot);
    Hosted warm = added(1, 1, WARM);
    assertThat(registry.removeAll()).containsExactly(warm, hot);
    assertThat(registry.numbers()).isEmpty();
    assertThat(registry.ranked(NUMBER, HOT)).isEmpty();
  }

  @Test
  void itIsKnownForHowLongANumberHasHadNoImplementation() {
    assertThat(registry.goneFor(NUMBER)).as("it never had one").isEmpty();
    added(1, 1, HOT);
    added(2, 2, HOT);
    registry.remove(2);
    assertThat(registry.goneFor(NUMBER)).as("it has one").isEmpty();
    registry.remove(1);
    runtime.advance(Duration.ofSeconds(4));
    assertThat(registry.goneFor(NUMBER)).isEqualTo(Optional.of(Duration.ofSeconds(4)));
    registry.remove(1);
    assertThat(registry.goneFor(NUMBER)).isEqualTo(Optional.of(Duration.ofSeconds(4)));
    added(3, 1, WARM);
    assertThat(registry.goneFor(NUMBER)).isEmpty();
    registry.remove(3);
    assertThat(registry.goneFor(NUMBER)).isEqualTo(Optional.of(Duration.ZERO));
  }
}
