package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings as an operator writes them. */
final class SettingsReaderTest {
  private static Settings read(Map<String, String> set) {
    return SettingsReader.read(Configs.node(set), Configs.manager(set));
  }

  @Test
  void withoutSettingsTheDefaultsHold() {
    assertThat(read(Map.of())).isEqualTo(Settings.defaults());
  }

  @Test
  void everyKeyIsRead() {
    Settings settings =
        read(
            Map.of(
                "network.magic", " 42 ",
                "versions", "15",
                "peer.sharing", "true",
                "own.protocols", "7001, 7100-7102",
                "outbound.idle.timeout", "0",
                "time.wait.timeout", "0.25",
                "connect.timeout", "1.5",
                "close.timeout", "0.5",
                "judgments.limit", "7",
                "inbound.hard.limit", "3"));

    assertThat(settings.networkMagic()).isEqualTo(42);
    assertThat(settings.versions()).containsExactly(15);
    assertThat(settings.initiatorOnly()).isFalse();
    assertThat(settings.peerSharing()).isTrue();
    assertThat(settings.ownProtocols()).containsExactly(7001, 7100, 7101, 7102);
    assertThat(settings.outboundIdleTimeout()).isZero();
    assertThat(settings.timeWait()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(settings.closeTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.judgmentsLimit()).isEqualTo(7);
    assertThat(settings.inboundHardLimit()).isEqualTo(3);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "judgments.limit, 0",
    "network.magic, -1",
    "network.magic, 4294967296",
    "network.magic, mainnet",
    "versions, ''",
    "versions, 13",
    "versions, '14,'",
    "initiator.only, yes",
    "peer.sharing, 1",
    "own.protocols, 1",
    "own.protocols, 32768",
    "own.protocols, 8",
    "own.protocols, '7001,15-18'",
    "own.protocols, 7002-7001",
    "own.protocols, 7001-7200",
    "own.protocols, 7001-",
    "outbound.idle.timeout, -1",
    "outbound.idle.timeout, soon",
    "time.wait.timeout, 1e9",
    "connect.timeout, 0",
    "close.timeout, -1",
    "inbound.hard.limit, 0"
  })
  void whatCannotBeIsRefusedWithASentenceThatNamesTheKey(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of(key, value)))
        .withMessageStartingWith(key + " is '" + value + "': ");
  }

  @Test
  void aNodeThatAnswersNobodyIsReadToo() {
    assertThat(read(Map.of("initiator.only", "true")))
        .isEqualTo(Settings.defaults().withInitiatorOnly(true));
  }

  @Test
  void whatContradictsItselfIsRefusedWithASentenceThatNamesBothKeys() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("initiator.only", "true", "peer.sharing", "true")))
        .withMessage(
            "peer.sharing is 'true': initiator.only is true as well, and a node that answers nobody"
                + " shares no peers; set one of the two to false");
  }
}
