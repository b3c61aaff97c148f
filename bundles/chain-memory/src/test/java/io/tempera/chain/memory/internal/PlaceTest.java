package io.tempera.chain.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.chain.Encoded;
import io.tempera.chain.Hash;
import io.tempera.chain.Header;
import io.tempera.chain.Point;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
  private static final Hash HERE = Hash.ofHex("aa");
  private static final Place PLACE = new Place(new Point.At(100, HERE), OptionalLong.of(7));

  private static Header header(Optional<Hash> previous, long number, long slot) {
    return new Header(new Point.At(slot, Hash.ofHex("bb")), number, previous, Encoded.ofHex("80"));
  }

  @ParameterizedTest
  @CsvSource({
    "8, 101, ''",
    "8, 100, ''", // after an epoch boundary block, which has the same slot
    "7, 101, ''", // such a block
    "7, 100, ''",
    "9, 101, number",
    "6, 101, number",
    "8, 99, made before",
    "8, -1, ''", // slots are unsigned
    "-1, 101, number"
  })
  void theNextBlockHasTheNextNumberAndNoSmallerSlot(long number, long slot, String objection) {
    Optional<String> found = PLACE.objection(header(Optional.of(HERE), number, slot));
    assertThat(found.isPresent()).isEqualTo(!objection.isEmpty());
    assertThat(found.orElse("")).contains(objection);
  }

  @Test
  void theNextBlockNamesTheOneBefore() {
    assertThat(PLACE.objection(header(Optional.of(Hash.ofHex("cc")), 8, 101)).orElseThrow())
        .contains("block 8 at 101.bb", "block 7 at 100.aa", "cc");
    assertThat(PLACE.objection(header(Optional.empty(), 8, 101)).orElseThrow()).contains("none");
  }

  @Test
  void whereTheNumberIsNotKnownAnyIsFine() {
    Place place = new Place(new Point.At(100, HERE), OptionalLong.empty());
    assertThat(place.objection(header(Optional.of(HERE), 4_711, 101))).isEmpty();
    assertThat(place.objection(header(Optional.of(HERE), 4_711, 99))).isPresent();
    assertThat(place).hasToString("100.aa");
  }

  @Test
  void theFirstBlockNamesNoneBeforeOrIsTheFirstByItsNumber() {
    assertThat(Place.ORIGIN.objection(header(Optional.empty(), 5, 0))).isEmpty();
    assertThat(Place.ORIGIN.objection(header(Optional.of(HERE), 0, 0))).isEmpty();
    assertThat(Place.ORIGIN.objection(header(Optional.of(HERE), 1, 0))).isEmpty();
    assertThat(Place.ORIGIN.objection(header(Optional.of(HERE), 2, 0)).orElseThrow())
        .contains("not the first");
  }
}
