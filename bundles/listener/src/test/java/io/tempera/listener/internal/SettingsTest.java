package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tempera.bearer.Endpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings as an operator writes them. */
final class SettingsTest {
  private static final String HERE = "listen=127.0.0.1:3001";

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:3001", "localhost:0", "[::1]:65535", " 0.0.0.0:3001 ", "unix:/run/s"})
  void anAddressIsAHostAndAPortOrAUnixSocket(String text) {
    assertThat(Configs.read("listen=" + text).listen()).contains(Endpoint.parse(text.strip()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3001", "host:port", "::1:3001", "unix:here"})
  void whatIsNoAddressIsRefusedWithASentenceThatNamesTheKey(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.read("listen=" + text))
        .withNoCause()
        .withMessageStartingWith("listen: '" + text + "' has ")
        .withMessageContaining("write 127.0.0.1:3001")
        .withMessageEndingWith("or nothing to accept no connections");
  }

  @Test
  void withoutAnAddressOrForAnInitiatorOnlyNodeThereIsNowhereToListen() {
    assertThat(Configs.read("listen= ").listen()).isEmpty();
    assertThat(Configs.read(HERE, "initiator.only=true").listen()).isEmpty();
  }

  @Test
  void theDefaultsAreTheReferencesAndOursForEachAddress() {
    Settings settings = Configs.read(HERE);

    assertThat(settings.accept()).isEqualTo(new AcceptLimits(512, 384, Duration.ofSeconds(5)));
    assertThat(settings.perAddress()).isEqualTo(new AddressLimits(128, 20, 200, 4_096));
    assertThat(settings.reporting()).isEqualTo(Reporting.USUAL);
    assertThat(settings.pauses()).isEqualTo(Pauses.USUAL);
  }

  @Test
  void eachOfThemCanBeSet() {
    Settings settings =
        Configs.read(
            "inbound.hard.limit=30",
            "inbound.soft.limit=30",
            "accept.delay=0.25",
            "address.connection.limit=0",
            "address.attempts.per.second=3",
            "address.attempt.burst=4",
            "addresses.remembered=5",
            "refusal.report.interval=0.5",
            "refusal.report.addresses=6",
            "accept.pause=1",
            "accept.pause.longest=1");

    assertThat(settings.accept()).isEqualTo(new AcceptLimits(30, 30, Duration.ofMillis(250)));
    assertThat(settings.perAddress()).isEqualTo(new AddressLimits(0, 3, 4, 5));
    assertThat(settings.reporting()).isEqualTo(new Reporting(Duration.ofMillis(500), 6));
    assertThat(settings.pauses())
        .isEqualTo(new Pauses(Duration.ofSeconds(1), Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "initiator.only, yes",
    "inbound.hard.limit, 0",
    "inbound.hard.limit, x",
    "inbound.soft.limit, -1",
    "accept.delay, -0.1",
    "accept.delay, 3601",
    "accept.delay, soon",
    "address.connection.limit, -1",
    "address.attempts.per.second, 1000001",
    "address.attempt.burst, 0",
    "addresses.remembered, 0",
    "refusal.report.interval, 0",
    "refusal.report.addresses, 0",
    "accept.pause, 0",
    "accept.pause.longest, 0.25",
  })
  void whatCannotBeIsRefusedWithASentenceThatNamesTheKey(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.read(key + "=" + value))
        .withMessageStartingWith(key + " is '" + value + "': give ");
  }

  @ParameterizedTest
  @CsvSource({"inbound.soft.limit, 384, 383", "address.connection.limit, 128, 127"})
  void whatContradictsTheHardLimitIsRefusedWithASentenceThatNamesBoth(
      String key, int value, int hard) {
    String soft = "inbound.soft.limit=" + (key.startsWith("inbound") ? value : 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.read("inbound.hard.limit=" + hard, soft))
        .withMessage(
            key
                + " of io.tempera.listener is "
                + value
                + ", and inbound.hard.limit of io.tempera.connection.manager only "
                + hard
                + ": lower the first or raise the second");
  }
}
