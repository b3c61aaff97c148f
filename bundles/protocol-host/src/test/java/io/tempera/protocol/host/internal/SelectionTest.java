package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which implementation of a number is chosen. */
class SelectionTest {
  /** Each candidate is ranking/version/service id; the last column is the id of the chosen one. */
  @ParameterizedTest(name = "{0} | {1}, before: {2} -> {3}")
  @CsvSource({
    // ranking first
    "1/1.0.0/5, 0/9.0.0/1, 0, 5",
    "-1/9.0.0/1, 0/1.0.0/5, 0, 5",
    // then the version, by number and not by digits
    "0/1.9.0/1, 0/1.10.0/5, 0, 5",
    "0/1.0.0/1, 0/1.0.0.a/5, 0, 5",
    // then who was first
    "0/1.0.0/5, 0/1.0.0/7, 0, 5",
    "0/1.0.0/7, 0/1.0.0/5, 0, 5",
    // where only the id decides, the one that was chosen before stays
    "0/1.0.0/5, 0/1.0.0/7, 7, 7",
    "0/1.0.0/5, 0/1.0.0/7, 5, 5",
    // but not against a ranking or a version
    "1/1.0.0/5, 0/1.0.0/7, 7, 5",
    "0/1.0.1/5, 0/1.0.0/7, 7, 5",
    // and not when it is gone
    "0/1.0.0/5, 0/1.0.0/7, 9, 5",
  })
  void theTable(String one, String other, long before, long chosen) {
    List<Rank> candidates = List.of(rank(one), rank(other));
    Optional<Rank> incumbent =
        before == 0
            ? Optional.empty()
            : candidates.stream()
                .filter(candidate -> candidate.serviceId() == before)
                .findFirst()
                .or(() -> Optional.of(rank("0/1.0.0/" + before)));
    assertThat(Choice.among(candidates, Function.identity(), incumbent).orElseThrow().serviceId())
        .isEqualTo(chosen);
  }

  @Test
  void amongNoneThereIsNone() {
    assertThat(Choice.among(List.of(), Function.<Rank>identity(), Optional.empty())).isEmpty();
  }

  @Test
  void aVersionReadsAsOsgiWritesIt() {
    assertThat(new BundleVersion(1, 2, 3, "")).hasToString("1.2.3");
    assertThat(new BundleVersion(1, 2, 3, "SNAPSHOT")).hasToString("1.2.3.SNAPSHOT");
  }

  private static Rank rank(String text) {
    String[] parts = text.split("/");
    String[] numbers = parts[1].split("\\.");
    return new Rank(
        Integer.parseInt(parts[0]),
        new BundleVersion(
            Integer.parseInt(numbers[0]),
            Integer.parseInt(numbers[1]),
            Integer.parseInt(numbers[2]),
            numbers.length > 3 ? numbers[3] : ""),
        Long.parseLong(parts[2]));
  }
}
