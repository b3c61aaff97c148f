package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormattingTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.00 ms",
    "9999, 0.00 ms",
    "421000, 0.42 ms",
    "999999, 0.99 ms",
    "1000000, 1.0 ms",
    "9999999, 9.9 ms",
    "10000000, 10 ms",
    "999999999, 999 ms",
    "1000000000, 1.0 s",
    "9999999999, 9.9 s",
    "10000000000, 10 s",
    "59999999999, 59 s",
    "60000000000, 1m 00s",
    "3599000000000, 59m 59s",
    "3600000000000, 1h 00m",
    "86399000000000, 23h 59m",
    "86400000000000, 1d 00h",
    "10000000000000000, 115d 17h",
    "-5, 0.00 ms",
  })
  void aDurationIsShownInTheUnitThatFits(long nanos, String shown) {
    assertThat(Human.duration(Duration.ofNanos(nanos))).isEqualTo(shown);
  }

  @Test
  void anAgeIsNotNegativeWhenTheClockWasPutBack() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(Human.age(now.plusSeconds(3_600), now)).isEqualTo("0.00 ms");
    assertThat(Human.age(now.minusSeconds(192), now)).isEqualTo("3m 12s");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "10239, 9.9 KiB",
    "10240, 10 KiB",
    "1048575, 1023 KiB",
    "1048576, 1.0 MiB",
    "1610612736, 1.5 GiB",
    "9223372036854775807, 8.0 EiB",
  })
  void aSizeIsShownInTheUnitThatFits(long bytes, String shown) {
    assertThat(Human.bytes(bytes)).isEqualTo(shown);
  }

  @Test
  void columnsAreAsWideAsTheirWidestCellAndNumbersStandToTheRight() {
    String text =
        new TextTable("NAME", ">COUNT", "STATE")
            .row("a", "12345678", "on")
            .row("long", "1", "")
            .text();
    assertThat(text)
        .isEqualTo(
            """
            NAME     COUNT  STATE
            a     12345678  on
            long         1""");
  }

  @Test
  void aCellCannotBreakItsTable() {
    assertThat(new TextTable("A").row("x\ny\u001b[31m").text()).isEqualTo("A\nx?y?[31m");
    assertThatThrownBy(() -> new TextTable("A", "B").row("only one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 columns");
  }
}
