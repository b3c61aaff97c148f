package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ControlSettingsTest {
  private static ControlSettings settings(String socket, int connections, int idle, int line) {
    return ControlSettings.of(
        Stub.of(ShellConfig.class)
            .returning("socket", socket)
            .returning("connections", connections)
            .returning("idle_timeout", idle)
            .returning("line_limit", line)
            .make());
  }

  @Test
  void thePathIsOptionalAndMadeAbsolute() {
    assertThat(settings(" ", 8, 600, 8_192))
        .isEqualTo(new ControlSettings(Optional.empty(), 8, Duration.ofSeconds(600), 8_192));
    assertThat(settings("a/../b.sock", 8, 600, 8_192).socket())
        .contains(Path.of("b.sock").toAbsolutePath());
  }

  @Test
  void aBoundThatMakesNoSenseIsRefusedWithItsKey() {
    assertThatThrownBy(() -> settings("", 0, 600, 8_192))
        .hasMessage("io.tempera.shell: connections is at least 1, not 0");
    assertThatThrownBy(() -> settings("", 8, 0, 8_192))
        .hasMessage("io.tempera.shell: idle.timeout is at least 1, not 0");
    assertThatThrownBy(() -> settings("", 8, 600, 63))
        .hasMessage("io.tempera.shell: line.limit is at least 64, not 63");
    assertThatThrownBy(() -> settings("a\0b", 8, 600, 64))
        .hasMessageStartingWith("io.tempera.shell: socket is a path");
  }
}
