package io.tempera.mux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ProtocolKeyTest {
  @Test
  void everyNumberAndDirectionHasItsOwnKeySharedOrNot() {
    for (int number = 0; number <= ProtocolKey.MAX_NUMBER; number++) {
      for (Direction direction : Direction.values()) {
        assertThat(ProtocolKey.of(number, direction)).isEqualTo(new ProtocolKey(number, direction));
      }
    }
  }

  @Test
  void theKeysOfCardanosNumbersAreShared() {
    assertThat(ProtocolKey.of(8, Direction.RESPONDER))
        .isSameAs(ProtocolKey.of(8, Direction.RESPONDER));
  }

  @Test
  void aNumberThatDoesNotFitTheHeaderIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProtocolKey.of(-1, Direction.INITIATOR))
        .withMessageContaining("0 to 32767, not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProtocolKey.of(0x8000, Direction.INITIATOR))
        .withMessageContaining("not 32768");
  }
}
