package io.tempera.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeOptionsTest {
  private static NodeOptions parse(String line) {
    return NodeOptions.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
  }

  @Test
  void whatIsNotSaidKeepsTheDefaultOfTheSettings() {
    assertThat(parse("").properties()).isEmpty();
    assertThat(parse("").interactive()).isFalse();
  }

  @Test
  void everyOptionIsAPropertyThatTheSettingsReferTo() {
    assertThat(
            parse(
                    "--listen [::1]:0 --magic 42 --versions 14,15 --own-protocols 7001-7010"
                        + " --initiator-only --connect a:1 --connect b:2")
                .properties())
        .containsEntry("tempera.listen", "[::1]:0")
        .containsEntry("tempera.network.magic", "42")
        .containsEntry("tempera.versions", "14,15")
        .containsEntry("tempera.own.protocols", "7001-7010")
        .containsEntry("tempera.initiator.only", "true")
        .containsEntry("tempera.peers", "a:1,b:2");
  }

  @Test
  void anIpv6AddressStandsInBracketsAndPort0IsOnlyListenedOn() {
    assertThat(parse("--listen [::1]:0 --connect [::1]:3001").properties())
        .containsEntry("tempera.listen", "[::1]:0")
        .containsEntry("tempera.peers", "[::1]:3001");
  }

  @Test
  void aNodeHasAChainUnlessItIsToldOtherwise() {
    assertThat(parse("--listen a:1").chain()).isTrue();
    assertThat(parse("--no-chain").chain()).isFalse();
    assertThatThrownBy(() -> parse("--no-chain --connect a:1 --follow"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--follow needs a chain");
  }

  @Test
  void aUnixSocketIsListenedOnAndDialledLikeAPort() {
    assertThat(parse("--listen unix:/run/a --connect unix:/run/b --connect c:1").properties())
        .containsEntry("tempera.listen", "unix:/run/a")
        .containsEntry("tempera.peers", "unix:/run/b,c:1");
  }

  @Test
  void whoFollowsBeginsAtThePeersTipAndHasNoShell() {
    NodeOptions options = parse("--interactive --follow --connect a:1");
    assertThat(options.properties()).containsEntry("tempera.chain.start", "tip");
    assertThat(options.follows()).isTrue();
    assertThat(options.interactive()).isFalse();
    assertThat(parse("--interactive --connect a:1").follows()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0.25", "86400"})
  void aNodeForgesEverySoManySeconds(String seconds) {
    assertThat(parse("--forge " + seconds).properties())
        .containsEntry("tempera.chain.sample.interval", seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--listen",
        "--listen --magic",
        "--listen 3001",
        "--listen :3001",
        "--listen host:65536",
        "--listen host:-1",
        "--listen unix:here",
        "--listen ::1:3001",
        "--listen [::1]",
        "--connect host:0",
        "--connect unix:/a,b",
        "--magic many",
        "--magic -1",
        "--magic 4294967296",
        "--versions newest",
        "--own-protocols echo",
        "--follow",
        "--forge",
        "--forge 0",
        "--forge soon",
        "--forge -1",
        "--dance",
        "dance"
      })
  void whatMakesNoSenseIsNamed(String line) {
    String[] words = line.split(" ");
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(words[0]);
  }
}
