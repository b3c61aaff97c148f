package io.tempera.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes, and what is said with them. */
class MainTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

  private int run(String... args) throws InterruptedException {
    return new Main(out, out).run(List.of(args));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void withoutACommandItExplainsItself() throws InterruptedException {
    assertThat(run()).isEqualTo(Main.OK);
    assertThat(said()).isEqualTo(Help.text()).contains("./run node", "--listen", "Exit codes");
  }

  @Test
  void anUnknownCommandIsAUsageError() throws InterruptedException {
    assertThat(run("dance")).isEqualTo(Main.USAGE);
    assertThat(said()).contains("'dance'", "--help");
  }

  @Test
  void whoAsksWhereNoNodeAnswersIsToldSo(@TempDir Path empty) throws InterruptedException {
    Path socket = empty.resolve("shell.sock");
    assertThat(run("control", socket.toString(), "tempera:status")).isEqualTo(Main.NOT_RUNNING);
    assertThat(said()).contains(socket.toString(), "is it running?");
  }

  @Test
  void helpBehindAShellCommandIsTheShells(@TempDir Path empty) throws InterruptedException {
    String socket = empty.resolve("shell.sock").toString();
    assertThat(run("control", socket, "tempera:peers", "--help")).isEqualTo(Main.NOT_RUNNING);
    assertThat(said()).doesNotContain(Help.text());
  }
}
