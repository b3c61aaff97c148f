package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the build writes down of the component for the container. */
class DescriptionTest {
  /**
   * Felix's component runtime, configuring a component, stops at the first PID that has no
   * configuration. {@code io.tempera.protocol.host} usually has none, and what stands in {@code
   * io.tempera.node} was not seen behind it.
   */
  @Test
  void theSettingsOfTheNodeComeFirst() throws IOException {
    String name = ProtocolHostComponent.class.getName();
    try (InputStream description =
        ProtocolHostComponent.class.getResourceAsStream("/OSGI-INF/" + name + ".xml")) {
      assertThat(new String(description.readAllBytes(), StandardCharsets.UTF_8))
          .contains("configuration-pid=\"io.tempera.node io.tempera.protocol.host\"");
    }
  }
}
