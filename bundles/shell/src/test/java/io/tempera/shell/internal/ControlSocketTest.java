package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ControlSocketTest {
  private static final String OK = "\u0004 ok";
  private static final String ERROR = "\u0004 error";
  private static final String INPUT = "\u0004 input";

  private final WatchedRuntime runtime = new WatchedRuntime();
  private final FakeSessions shell = new FakeSessions();
  @TempDir private Path base;
  private Path path;
  private ControlSettings settings;
  private ControlSocket socket;

  @BeforeEach
  void open() {
    path = base.resolve("data/control/shell.sock");
    settings = settings(path, 2);
    socket = new ControlSocket(runtime, shell, () -> settings);
    socket.open();
    assertThat(socket.isOpen()).isTrue();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    socket.close();
    socket.close();
    runtime.joinAll();
    assertThat(runtime.pendingTimers()).isZero();
    assertThat(shell.open).hasValue(0);
    try (var files = Files.walk(base)) {
      assertThat(files.filter(file -> !Files.isDirectory(file))).isEmpty();
    }
    runtime.close();
  }

  private static ControlSettings settings(Path path, int connections) {
    return new ControlSettings(Optional.of(path), connections, Duration.ofSeconds(600), 64);
  }

  @Test
  void eachLineIsAnsweredAndItsEndSaysHowItWent() throws IOException {
    try (ControlClient client = new ControlClient(path)) {
      assertThat(client.ask("peers größer")).containsExactly("did peers größer", OK);
      assertThat(client.ask("fail")).containsExactly("It could not be done.", ERROR);
      assertThat(client.ask("")).containsExactly(OK);
      assertThat(client.ask("no line feed")).containsExactly("half a line", OK);
    }
  }

  @Test
  void outputCannotLookLikeTheEndOfAnAnswer() throws IOException {
    try (ControlClient client = new ControlClient(path)) {
      assertThat(client.ask("forge")).containsExactly("? ok", OK);
    }
  }

  @Test
  void linesSentAtOnceAreAnsweredInTurnByOneSession() throws IOException {
    try (ControlClient client = new ControlClient(path)) {
      client.send("a\nlast\r\nb");
      assertThat(client.answer()).containsExactly("did a", OK);
      assertThat(client.answer()).containsExactly("a", OK);
      client.send("c\n");
      client.endInput();
      assertThat(client.answer()).containsExactly("did bc", OK);
      assertThat(client.answer()).isEmpty();
    }
  }

  @Test
  void everyClientHasASessionOfItsOwn() throws IOException {
    try (ControlClient one = new ControlClient(path);
        ControlClient two = new ControlClient(path)) {
      one.ask("x");
      assertThat(two.ask("last")).containsExactly("nothing", OK);
      assertThat(one.ask("last")).containsExactly("x", OK);
    }
  }

  @Test
  void aLineThatIsTooLongIsRefusedAndTheNextOneIsNot() throws IOException {
    try (ControlClient client = new ControlClient(path)) {
      assertThat(client.ask("x".repeat(20_000)))
          .containsExactly("The line is longer than 64 bytes.", ERROR);
      assertThat(client.ask("y")).containsExactly("did y", OK);
    }
  }

  @Test
  void oneClientTooManyIsToldSoAndThereIsRoomWhenOneGoes() throws Exception {
    ControlClient first = new ControlClient(path);
    try (first;
        ControlClient second = new ControlClient(path)) {
      first.ask("here");
      second.ask("here");
      try (ControlClient third = new ControlClient(path)) {
        assertThat(third.answer())
            .containsExactly(
                "There are 2 clients already, the limit: end one of them, or raise connections of"
                    + " io.tempera.shell.",
                ERROR);
        assertThat(third.answer()).isEmpty();
      }
      settings = settings(path, 3);
      try (ControlClient third = new ControlClient(path)) {
        assertThat(third.ask("now")).containsExactly("did now", OK);
      }
    }
  }

  @Test
  void aSilentClientIsHungUpOn() throws IOException {
    try (ControlClient client = new ControlClient(path)) {
      client.ask("here");
      client.send("the beginning of a li");
      runtime.expireTimers();
      assertThat(client.answer()).isEmpty();
    }
  }

  @Test
  void aClientThatDoesNotTakeItsAnswerIsHungUpOnAndItsCommandInterrupted() throws Exception {
    try (ControlClient client = new ControlClient(path)) {
      client.ask("here");
      client.send("flood\n");
      assertThat(client.firstLetter()).isEqualTo('x');
      runtime.expireTimers();
      shell.closings.acquire();
    }
    socket.close();
    runtime.joinAll();
    assertThat(shell.swallowed).hasPositiveValue();
  }

  @Test
  void aClientThatGoesInTheMiddleOfAnAnswerInterruptsItsCommand() throws Exception {
    try (ControlClient client = new ControlClient(path)) {
      client.send("flood\n");
    }
    shell.closings.acquire();
  }

  @Test
  void aCommandThatRunsIsNotIdleAndIsInterruptedAtTheEnd() throws Exception {
    try (ControlClient client = new ControlClient(path)) {
      client.send("hang\n");
      shell.hanging.await();
      assertThat(runtime.pendingTimers()).isZero();
      socket.close();
      shell.interrupted.await();
      assertThat(client.answer()).isEmpty();
    }
  }

  @Test
  void aCommandThatWaitsForInputSaysSoAndGetsTheNextLine() throws Exception {
    try (ControlClient client = new ControlClient(path)) {
      assertThat(client.ask("key")).containsExactly("waiting", INPUT);
      // Who watches is not idle; the write that said so may still be about to tell its timer.
      runtime.awaitNoTimer();
      assertThat(client.ask("")).containsExactly("key 10, left 0", OK);
      assertThat(client.ask("key")).containsExactly("waiting", INPUT);
      assertThat(client.ask("peers")).containsExactly("key 112, left 5", OK);
      assertThat(client.ask("last")).containsExactly("key", OK);
    }
  }

  @Test
  void aCommandThatWaitsForInputGetsItsEndWhenTheClientGoes() throws Exception {
    try (ControlClient client = new ControlClient(path)) {
      assertThat(client.ask("key")).containsExactly("waiting", INPUT);
      client.endInput();
      assertThat(client.answer()).containsExactly("nobody is there", OK);
      assertThat(client.answer()).isEmpty();
    }
    try (ControlClient client = new ControlClient(path)) {
      assertThat(client.ask("key")).containsExactly("waiting", INPUT);
    }
    shell.keys.acquire(2);
  }

  @Test
  void directoryAndFileAreForTheirOwnerAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    for (Path made : List.of(path.getParent(), path.getParent().getParent())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
    try (var files = Files.list(path.getParent())) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void theFileGoesWithTheSocket() {
    socket.close();
    assertThat(path).doesNotExist();
    assertThatThrownBy(() -> new ControlClient(path)).isInstanceOf(IOException.class);
  }

  @Test
  void theFileOfADeadProcessIsReplaced() throws IOException {
    socket.close();
    try (ServerSocketChannel dead =
        ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    Files.createDirectory(path.resolveSibling(".new"));
    Files.createFile(path.resolveSibling(".new").resolve("s"));
    assertThat(path).exists();
    socket.open();
    try (ControlClient client = new ControlClient(path)) {
      assertThat(client.ask("alive")).containsExactly("did alive", OK);
    }
  }

  @Test
  void aSocketThatAnswersIsLeftToItsNode() throws IOException {
    // Whoever looks whether it answers is a client for a moment.
    settings = settings(path, 8);
    assertThatThrownBy(() -> SocketFile.open(path))
        .isInstanceOf(IOException.class)
        .hasMessage("another node answers there: stop it, or choose another path");
    ControlSocket second = new ControlSocket(runtime, shell, () -> settings);
    second.open();
    assertThat(second.isOpen()).isFalse();
    second.close();
    try (ControlClient client = new ControlClient(path)) {
      assertThat(client.ask("still here")).containsExactly("did still here", OK);
    }
  }

  @Test
  void aFileThatIsNoSocketIsLeftAlone() throws IOException {
    Path file = path.resolveSibling("precious.txt");
    Files.writeString(file, "precious");
    assertThatThrownBy(() -> SocketFile.open(file))
        .hasMessage("the file is no socket: remove it, or choose another path");
    assertThat(file).hasContent("precious");
    Files.delete(file);
  }

  /** The system refuses a connection to it as to a socket that a dead process left. */
  @Test
  void aNamedPipeIsLeftAlone() throws Exception {
    Path pipe = path.resolveSibling("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> SocketFile.open(pipe))
        .hasMessage("the file is no socket: remove it, or choose another path");
    Files.delete(pipe);
  }

  @Test
  void aDirectoryThatOthersMayWriteToIsRefused() throws IOException {
    Path open = Files.createDirectory(base.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> SocketFile.open(open.resolve("s")))
        .hasMessage("others may write to the directory " + open + ": choose one of the node's own");
  }

  @Test
  void aFileThatSomebodyElsePutThereIsNotRemoved() throws IOException {
    Files.delete(path);
    Files.writeString(path, "another's");
    socket.close();
    assertThat(path).hasContent("another's");
    Files.delete(path);
  }

  @Test
  void anotherPathMovesTheSocketAndTheSameOneDoesNot() throws IOException {
    try (ControlClient client = new ControlClient(path)) {
      client.ask("here");
      settings = settings(path, 8);
      socket.open();
      assertThat(client.ask("last")).containsExactly("here", OK);
      Path other = base.resolve("data/control/other.sock");
      settings = settings(other, 8);
      socket.open();
      assertThat(client.answer()).isEmpty();
      assertThat(path).doesNotExist();
      try (ControlClient there = new ControlClient(other)) {
        assertThat(there.ask("x")).containsExactly("did x", OK);
      }
    }
  }

  @Test
  void withoutAPathThereIsNoSocket() {
    settings = new ControlSettings(Optional.empty(), 2, Duration.ofSeconds(600), 64);
    socket.open();
    assertThat(socket.isOpen()).isFalse();
    assertThat(path).doesNotExist();
  }

  @Test
  void aClientThatLeavesInTheMiddleLeavesNothing() throws Exception {
    // As many as come here: the node may notice that one has left only after the next one came.
    settings = settings(path, 3);
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      assertThat(client.isConnected()).isTrue();
    }
    try (ControlClient client = new ControlClient(path)) {
      client.send("no end");
    }
    try (ControlClient client = new ControlClient(path)) {
      client.send("a command whose answer nobody reads\n");
    }
  }

  @Test
  void aPathThatNoClientCouldUseIsNoSocket() throws IOException {
    // Longer by its last letter than a socket's path may be (107 bytes on Linux, 103 elsewhere).
    int least = System.getProperty("os.name").equals("Linux") ? 108 : 104;
    String start = base.resolve("x").toString();
    Path tooLong = Path.of(start + "x".repeat(Math.max(0, least - start.length())));
    settings = settings(tooLong, 2);
    socket.open();
    assertThat(socket.isOpen()).isFalse();
    assertThat(tooLong).doesNotExist();
    assertThat(tooLong.resolveSibling(".new")).doesNotExist();
  }
}
