package io.tempera.peer.book.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeerBookSettingsTest {
  /** The defaults, but for one key. */
  private static PeerBookConfig config(String key, Object value) {
    Map<String, Object> values = new HashMap<>();
    for (Method method : PeerBookConfig.class.getDeclaredMethods()) {
      values.put(method.getName(), method.getDefaultValue());
    }
    assertThat(values).containsKey(key.replace('.', '_'));
    values.put(key.replace('.', '_'), value);
    return (PeerBookConfig)
        Proxy.newProxyInstance(
            PeerBookConfig.class.getClassLoader(),
            new Class<?>[] {PeerBookConfig.class},
            (proxy, method, arguments) -> values.get(method.getName()));
  }

  @Test
  void theDefaultsOfTheConfigurationAreThoseOfTheCode() {
    assertThat(PeerBookSettings.of(config("file", " "))).isEqualTo(PeerBookSettings.DEFAULTS);
  }

  @Test
  void whatTheOperatorWritesIsRead() {
    assertThat(PeerBookSettings.of(config("file", " data/peers ")).file())
        .contains(Path.of("data/peers").toAbsolutePath());
    assertThat(PeerBookSettings.of(config("ask.interval", 1.5)).askInterval())
        .isEqualTo(Duration.ofMillis(1_500));
    assertThat(PeerBookSettings.of(config("ask.interval", 0.0)).askInterval()).isZero();
    assertThat(
            PeerBookSettings.of(
                    config("known", " 10.0.0.1:3001,[::1]:2\n relay.example.org:3 10.0.0.1:3001"))
                .known())
        .hasToString("[10.0.0.1:3001, [::1]:2, relay.example.org:3]");
  }

  @ParameterizedTest
  @CsvSource({
    "most.peers, 0, most.peers is 1 to 100000 peers; it says 0",
    "most.peers, 100001, most.peers is 1 to 100000 peers; it says 100001",
    "ask.for, 0, ask.for is 1 to 255 peers; it says 0",
    "ask.for, 256, ask.for is 1 to 255 peers; it says 256",
    "share.most, -1, share.most is 0 to 255 peers; it says -1",
    "share.most, 256, share.most is 0 to 255 peers; it says 256"
  })
  void aNumberOutOfItsRangeIsRefused(String key, int value, String sentence) {
    refused(key, value, sentence);
  }

  @ParameterizedTest
  @CsvSource({"0.5", "-1", "604801", "1e300"})
  void anIntervalOutOfItsRangeIsRefused(double seconds) {
    refused("ask.interval", seconds, "ask.interval is 0 (never), or 1 to 604800 seconds; it says ");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, known: '10.0.0.1' has no port",
    "10.0.0.1:0, 'known: ''10.0.0.1:0'' has port 0'",
    "unix:/run/x, known: 'unix:/run/x' is of this machine only; write host:port"
  })
  void whatIsNoPeerIsRefused(String entry, String sentence) {
    refused("known", entry, sentence);
  }

  @Test
  void tooManyNamesAreRefused() {
    String names =
        IntStream.rangeClosed(1, 1_001)
            .mapToObj(port -> "10.0.0.1:" + port)
            .collect(Collectors.joining(" "));
    refused("known", names, "known is 0 to 1000 peers; it says 1001");
  }

  @Test
  void aFileWithAnImpossibleNameIsRefused() {
    refused("file", "a\0b", "file is a path, which 'a\0b' is not");
  }

  private static void refused(String key, Object value, String sentence) {
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> PeerBookSettings.of(config(key, value)))
        .withMessageStartingWith("io.tempera.peer.book: " + sentence)
        .satisfies(
            e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.CONFIGURATION));
  }
}
