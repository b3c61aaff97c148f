package io.tempera.staticpeers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerAddressTest {
  @Test
  void entriesAreSeparatedByCommasAndSpacesAndCountOnce() {
    assertThat(PeerAddress.list(" a.example:1, [::1]:3001\n192.0.2.1:65535,,a.example:1 "))
        .containsExactly(
            new PeerAddress("a.example", 1),
            new PeerAddress("::1", 3001),
            new PeerAddress("192.0.2.1", 65_535))
        .map(PeerAddress::toString)
        .containsExactly("a.example:1", "[::1]:3001", "192.0.2.1:65535");
    assertThat(PeerAddress.list("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"host", "host:", ":3001", "host:0", "host:65536", "::1:3001", "[]:1", "[a:1"})
  void aBadEntryIsRefusedWithTheKeyAndTheEntry(String entry) {
    assertThatThrownBy(() -> PeerAddress.list("good.example:1," + entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("peers names " + entry + "; write host:port");
  }

  @Test
  void thereAreAtMostThousandPeers() {
    String many =
        IntStream.rangeClosed(1, 1_001)
            .mapToObj(port -> "a:" + port)
            .collect(Collectors.joining(","));
    assertThatThrownBy(() -> PeerAddress.list(many))
        .hasMessage("peers names 1001 peers; name at most 1000");
  }

  @Test
  void otherSettingsAreRefusedWithTheirKeys() {
    assertThatThrownBy(() -> StaticPeersSettings.read("", "tepid", 5, "false"))
        .hasMessage("temperature is tepid; set it to hot or warm");
    assertThatThrownBy(() -> StaticPeersSettings.read("", "hot", 0, "false"))
        .hasMessage("retry.delay is 0.0 s; set it to more than 0");
    assertThatThrownBy(() -> StaticPeersSettings.read("", "hot", 5, "perhaps"))
        .hasMessage("initiator.only is perhaps; set it to true or false");
  }
}
