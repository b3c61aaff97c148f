package io.tempera.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CommandRefusedTest {
  @Test
  void itIsASentenceWithoutAStack() {
    CommandRefused refused = CommandRefused.misused("tempera:chain", "it takes no argument");
    assertThat(refused)
        .hasToString("Write tempera:chain: it takes no argument.")
        .hasMessage(refused.toString())
        .hasNoCause();
    assertThat(refused.getStackTrace()).isEmpty();
    assertThat(refused.failure().text()).isEqualTo(refused.toString());
  }
}
