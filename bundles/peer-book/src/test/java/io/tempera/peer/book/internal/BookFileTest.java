package io.tempera.peer.book.internal;

import static io.tempera.peer.book.internal.Peers.all;
import static io.tempera.peer.book.internal.Peers.in;
import static io.tempera.peer.book.internal.Peers.learned;
import static io.tempera.peer.book.internal.Peers.many;
import static io.tempera.peer.book.internal.Peers.one;
import static io.tempera.peer.book.internal.Peers.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;
import io.tempera.testkit.VirtualRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class BookFileTest {
  private static final List<InetSocketAddress> SIX =
      all(
          "10.1.0.1:3001",
          "[2001:db8::1]:65535",
          "255.255.255.255:1",
          "1.2.3.4:3001",
          "[::1]:3001",
          "10.1.0.2:30010");

  private final VirtualRuntime runtime = new VirtualRuntime();

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("peers");
  }

  private StoredPeerBook open(int most) {
    return new StoredPeerBook(runtime, in(file(), most));
  }

  private void write(List<InetSocketAddress> peers) throws IOException {
    assertThat(new BookFile(file()).write(others -> {}, () -> peers)).isTrue();
  }

  @Test
  void itIsTextThatAnOperatorCanRead() throws IOException {
    write(SIX);
    assertThat(Files.readString(file()))
        .isEqualTo(
            """
            # Tempera: learned peers, version 1
            10.1.0.1:3001
            [2001:db8::1]:65535
            255.255.255.255:1
            1.2.3.4:3001
            [::1]:3001
            10.1.0.2:30010
            """);
    BookFile.Contents read = new BookFile(file()).read();
    assertThat(read.peers()).isEqualTo(SIX);
    assertThat(read.complaints()).isEmpty();
  }

  @Test
  void whatIsLearnedIsThereAfterARestartInItsOrder() {
    StoredPeerBook book = open(1_000);
    tell(book, "192.0.2.1:3001", many(100));
    tell(book, "192.0.2.2:3001", List.of(one(7)));
    runtime.runUntilIdle();
    book.close();
    StoredPeerBook again = open(1_000);
    assertThat(learned(again)).isEqualTo(learned(book)).hasSize(100).endsWith(one(7));
    assertThat(learned(open(3)))
        .as("with a smaller bound")
        .containsExactly(one(99), one(100), one(7));
    runtime.assertNothingLeft();
  }

  @Test
  void nothingIsWrittenOnTheCallersThreadNorWhenNothingIsNew() throws IOException {
    StoredPeerBook book = open(1_000);
    tell(book, "192.0.2.1:3001", many(2));
    assertThat(file()).doesNotExist();
    runtime.runUntilIdle();
    assertThat(file()).exists();
    Files.delete(file());
    tell(book, "192.0.2.1:3001", many(2));
    runtime.runUntilIdle();
    assertThat(file()).doesNotExist();
    tell(book, "192.0.2.1:3001", many(3));
    runtime.runUntilIdle();
    assertThat(new BookFile(file()).read().peers()).isEqualTo(many(3));
  }

  @Test
  void closingWaitsUntilTheFileIsWritten() throws Exception {
    StoredPeerBook book = open(1_000);
    tell(book, "192.0.2.1:3001", many(2));
    runtime.run(book::close);
    assertThat(new BookFile(file()).read().peers()).isEqualTo(many(2));
    runtime.run(book::close);
    runtime.assertNothingLeft();
  }

  /** Whatever was cut off: the whole lines before it are read, the rest is said. */
  @Test
  void aFileThatIsCutAtAnyByteIsReadUpToTheCut() throws IOException {
    write(SIX);
    byte[] whole = Files.readAllBytes(file());
    for (int cut = 0; cut < whole.length; cut++) {
      Files.write(file(), Arrays.copyOf(whole, cut));
      BookFile.Contents read = new BookFile(file()).read();
      int lines = wholeLines(whole, cut) - 1;
      assertThat(read.peers()).as("cut at %d", cut).isEqualTo(SIX.subList(0, Math.max(0, lines)));
      boolean torn = cut > 0 && whole[cut - 1] != '\n';
      assertThat(read.complaints()).as("cut at %d", cut).hasSize(torn ? 1 : 0);
      assertThat(read.complaints())
          .allSatisfy(
              line -> assertThat(line).contains(file() + ", line " + (lines + 2) + " is cut off"));
      goesOnAfter(read.peers());
    }
  }

  private static int wholeLines(byte[] bytes, int length) {
    int lines = 0;
    for (int i = 0; i < length; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** Whoever starts with what is left goes on learning, and finds all of it after that. */
  private void goesOnAfter(List<InetSocketAddress> left) throws IOException {
    StoredPeerBook book = open(1_000);
    assertThat(learned(book)).isEqualTo(left);
    tell(book, "192.0.2.1:3001", List.of(one(9)));
    runtime.runUntilIdle();
    List<InetSocketAddress> all = new ArrayList<>(left);
    all.add(one(9));
    assertThat(new BookFile(file()).read()).isEqualTo(new BookFile.Contents(all, List.of()));
  }

  /** Killed while it writes: the new file, not in its place yet, has any length. */
  @Test
  void whenItIsKilledAtAnyByteOfWritingTheFileBeforeIsThere() throws IOException {
    Path fresh = directory.resolve("peers.new");
    write(SIX);
    byte[] whole = Files.readAllBytes(file());
    for (int cut = 0; cut <= whole.length; cut++) {
      write(many(3));
      Files.write(fresh, Arrays.copyOf(whole, cut));
      StoredPeerBook book = open(1_000);
      assertThat(learned(book)).isEqualTo(many(3));
      tell(book, "192.0.2.1:3001", List.of(one(4)));
      runtime.runUntilIdle();
      assertThat(new BookFile(file()).read().peers()).isEqualTo(many(4));
      assertThat(fresh).doesNotExist();
    }
  }

  @Test
  void damagedLinesAreIgnoredAndSaid() throws IOException {
    Files.writeString(
        file(),
        BookFile.HEADING
            + "10.1.0.1:3001\nrelay.example.org:3001\n\n300.1.1.1:1\n[zz::1]:1\n1.2.3.4:0\n"
            + "unix:/run/x\n\0\0\n10.1.0.2:3001\n");
    BookFile.Contents read = new BookFile(file()).read();
    assertThat(read.peers()).isEqualTo(many(2));
    assertThat(read.complaints())
        .hasSize(7)
        .startsWith(file() + ", line 3 is ignored: 'relay.example.org:3001' is no address");
  }

  @Test
  void aFileThatIsSomethingElseIsRefusedAndLeftAlone() throws IOException {
    for (String other : List.of("root:x:0:0\n", "# Tempera: learned peers, version 2\n", "#\n")) {
      Files.writeString(file(), other);
      assertThatExceptionOfType(TemperaException.class)
          .isThrownBy(() -> open(1_000))
          .withMessage(
              "io.tempera.peer.book: file cannot be read: %s is something else than a peer book;"
                  + " name another file",
              file())
          .satisfies(
              e -> assertThat(e.failure().category()).isEqualTo(FailureCategory.CONFIGURATION));
      assertThat(Files.readString(file())).isEqualTo(other);
    }
  }

  @Test
  void aFileThatCannotBeWrittenCostsNothingAndIsWrittenWhenItCanBe() throws IOException {
    Path occupied = directory.resolve("peers.new");
    Files.createDirectory(occupied);
    StoredPeerBook book = open(1_000);
    tell(book, "192.0.2.1:3001", many(2));
    runtime.runUntilIdle();
    assertThat(learned(book)).isEqualTo(many(2));
    assertThat(file()).doesNotExist();
    Files.delete(occupied);
    tell(book, "192.0.2.1:3001", List.of(one(3)));
    runtime.runUntilIdle();
    assertThat(new BookFile(file()).read().peers()).isEqualTo(many(3));
    book.close();
    runtime.assertNothingLeft();
  }
}
