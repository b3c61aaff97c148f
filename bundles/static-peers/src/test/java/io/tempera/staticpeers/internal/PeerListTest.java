package io.tempera.staticpeers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.Endpoint;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerListTest {
  @Test
  void entriesAreSeparatedByCommasAndSpacesAndCountOnce() {
    assertThat(
            PeerList.parse(" a.example:1, [::1]:3001\nunix:/run/s 192.0.2.1:65535,,a.example:1 "))
        .map(Endpoint::toString)
        .containsExactly("a.example:1", "[::1]:3001", "unix:/run/s", "192.0.2.1:65535");
    assertThat(PeerList.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "host:",
        ":3001",
        "host:0",
        "host:65536",
        "::1:3001",
        "[]:1",
        "[a:1",
        "unix:s"
      })
  void aBadEntryIsRefusedWithTheKeyAndTheEntry(String entry) {
    assertThatThrownBy(() -> PeerList.parse("good.example:1," + entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageStartingWith("peers: '" + entry + "' ")
        .hasMessageContaining("write 127.0.0.1:3001");
  }

  @Test
  void thereAreAtMostThousandPeers() {
    String many =
        IntStream.rangeClosed(1, 1_001)
            .mapToObj(port -> "a:" + port)
            .collect(Collectors.joining(","));
    assertThatThrownBy(() -> PeerList.parse(many))
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
