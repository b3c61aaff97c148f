package io.tempera.listener.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings as an operator writes them. */
final class SettingsTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:3001, 127.0.0.1, 3001",
    "localhost:0, localhost, 0",
    "[::1]:65535, ::1, 65535",
    " 0.0.0.0:3001 , 0.0.0.0, 3001"
  })
  void anAddressIsAHostAndAPort(String text, String host, int port) {
    HostAndPort address = Settings.read(text, "false", "512").listen().orElseThrow();

    assertThat(address).isEqualTo(new HostAndPort(host, port));
    assertThat(address.toString()).isEqualTo(text.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3001",
        ":3001",
        "host",
        "host:",
        "host:port",
        "host:-1",
        "host:65536",
        "::1:3001",
        "[::1]",
        "[]:1",
        "[host]:1"
      })
  void whatIsNoAddressIsRefusedWithASentenceThatNamesTheKey(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.read(text, "false", "512"))
        .withMessageStartingWith("listen is '" + text + "': give host:port");
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
