package io.tempera.peer.book.internal;

import static io.tempera.peer.book.internal.Peers.all;
import static io.tempera.peer.book.internal.Peers.named;
import static io.tempera.peer.book.internal.Peers.tell;
import static io.tempera.peer.book.internal.Peers.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.failure.CommandRefused;
import io.tempera.testkit.VirtualRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class BookCommandTest {
  private final VirtualRuntime runtime = new VirtualRuntime();

  @Test
  void theCommandSaysWhoIsInTheBookAndWhoIsTold() {
    StoredPeerBook book = new StoredPeerBook(runtime, named("192.0.2.7:1"));
    runtime.runUntilIdle();
    BookCommand command = new BookCommand(book);
    tell(book, "192.0.2.1:3001", all("[2001:db8::1]:3001", "10.2.0.2:3001"));
    book.questions(to("10.2.0.2:3001"), () -> {}).close();
    assertThat(command.book().lines().map(line -> line.replaceAll(" {2,}", "  ")))
        .containsExactly(
            "3 peers; they are kept in memory only",
            "PEER  FROM  TOLD TO OTHERS",
            "192.0.2.7:1  settings  yes",
            "[2001:db8::1]:3001  a peer  no, as this node has not spoken with it",
            "10.2.0.2:3001  a peer  yes");
    assertThat(new BookCommand(new StoredPeerBook(runtime, named())).book())
        .isEqualTo("0 peers; they are kept in memory only");
  }

  @Test
  void itSaysWhereTheLearnedOnesAreKept() {
    Path file = Path.of("/nowhere/at/all/peers");
    StoredPeerBook book = new StoredPeerBook(runtime, Peers.in(file, 1_000));
    assertThat(new BookCommand(book).book())
        .isEqualTo("0 peers; the learned ones are kept in " + file);
  }

  @Test
  void whoWritesMoreIsToldThatItTakesNoArgument() {
    BookCommand command = new BookCommand(new StoredPeerBook(runtime, named()));
    assertThatThrownBy(() -> command.book("x"))
        .isInstanceOf(CommandRefused.class)
        .hasMessage("Write tempera:book: it takes no argument.");
  }

  /** By its properties and a public method of that name a shell finds a command. */
  @Test
  void aShellFindsIt() throws Exception {
    String description = description();
    assertThat(description)
        .contains("name=\"osgi.command.scope\" type=\"String\" value=\"tempera\"")
        .contains("name=\"osgi.command.function\" type=\"String\" value=\"book\"");
    assertThat(BookCommand.class.getMethod("book", String[].class).getReturnType())
        .isEqualTo(String.class);
    assertThat(BookCommand.class.getModifiers()).matches(Modifier::isPublic);
  }

  /** What the component's description says, as it is in the bundle. */
  private static String description() throws IOException {
    String name = BookCommand.class.getName();
    try (InputStream xml =
        BookCommand.class.getClassLoader().getResourceAsStream("OSGI-INF/" + name + ".xml")) {
      return new String(xml.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
