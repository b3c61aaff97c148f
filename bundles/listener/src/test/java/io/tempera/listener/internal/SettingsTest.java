package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tempera.bearer.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings as an operator writes them. */
final class SettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:3001", "localhost:0", "[::1]:65535", " 0.0.0.0:3001 ", "unix:/run/s"})
  void anAddressIsAHostAndAPortOrAUnixSocket(String text) {
    assertThat(Settings.read(text, "false", "512").listen()).contains(Endpoint.parse(text.strip()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3001", "host:port", "::1:3001", "unix:here"})
  void whatIsNoAddressIsRefusedWithASentenceThatNamesTheKey(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.read(text, "false", "512"))
        .withNoCause()
        .withMessageStartingWith("listen: '" + text + "' has ")
        .withMessageContaining("write 127.0.0.1:3001")
        .withMessageEndingWith("or nothing to accept no connections");
  }

  @Test
  void withoutAnAddressOrForAnInitiatorOnlyNodeThereIsNowhereToListen() {
    assertThat(Settings.read(" ", "false", "512").listen()).isEmpty();
    assertThat(Settings.read("127.0.0.1:3001", "true", "512").listen()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "initiator.only, yes, 512",
    "inbound.hard.limit, true, 0",
    "inbound.hard.limit, true, x"
  })
  void whatCannotBeIsRefusedWithASentenceThatNamesTheKey(String key, String only, String limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.read("127.0.0.1:3001", only, limit))
        .withMessageStartingWith(key + " is '");
  }
}
