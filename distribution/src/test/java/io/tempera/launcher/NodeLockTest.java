package io.tempera.launcher;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLockTest {
  @TempDir private Path base;

  @Test
  void aSecondNodeInTheSameDirectoryIsTurnedAway() throws IOException {
    Installation installation = new Installation(base, base);
    try (NodeLock first = NodeLock.of(installation)) {
      assertThatThrownBy(() -> NodeLock.of(installation))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(base.toString())
          .hasMessageContaining("TEMPERA_BASE");
    }
    NodeLock.of(installation).close();
  }
}
