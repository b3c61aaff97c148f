package io.tempera.peer.book.internal;

import static io.tempera.peer.book.internal.Peers.in;
import static io.tempera.peer.book.internal.Peers.learned;
import static io.tempera.peer.book.internal.Peers.many;
import static io.tempera.peer.book.internal.Peers.one;
import static io.tempera.peer.book.internal.Peers.tell;
import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.runtime.internal.RuntimeComponent;
import io.tempera.testkit.VirtualRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of the bundle beside each other, as at a swap, have one file. */
@Timeout(120)
final class TwoBooksTest {
  private static final String TEACHER = "192.0.2.1:3001";

  private final VirtualRuntime runtime = new VirtualRuntime();

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("peers");
  }

  private StoredPeerBook open(int most) {
    return new StoredPeerBook(runtime, in(file(), most));
  }

  private List<InetSocketAddress> inFile() throws IOException {
    return new BookFile(file()).read().peers();
  }

  private void learns(StoredPeerBook book, InetSocketAddress... peers) {
    tell(book, TEACHER, List.of(peers));
    runtime.runUntilIdle();
  }

  @Test
  void theNewerOneTakesOverWhatTheOlderOneWroteLast() throws Exception {
    StoredPeerBook older = open(1_000);
    learns(older, one(1));
    StoredPeerBook newer = open(1_000);
    tell(older, TEACHER, List.of(one(2)));
    runtime.run(older::close);
    learns(newer, one(3));
    assertThat(learned(newer)).containsExactlyInAnyOrderElementsOf(many(3));
    assertThat(inFile()).isEqualTo(learned(newer));
    runtime.run(newer::close);
    runtime.assertNothingLeft();
  }

  @Test
  void neitherLosesWhatTheOtherOneWrites() throws Exception {
    StoredPeerBook older = open(1_000);
    StoredPeerBook newer = open(1_000);
    for (int number = 1; number <= 10; number += 2) {
      learns(older, one(number));
      learns(newer, one(number + 1));
    }
    assertThat(inFile()).containsExactlyInAnyOrderElementsOf(many(10));
  }

  @Test
  void whoIsClosedWritesNothingMore() throws Exception {
    StoredPeerBook older = open(1_000);
    learns(older, one(1));
    runtime.run(older::close);
    learns(older, one(2));
    assertThat(inFile()).containsExactly(one(1));
    runtime.assertNothingLeft();
  }

  /** What was forgotten, as there were too many, is not learned again from the file. */
  @Test
  void whatOnlyThisOneHasWrittenStaysForgotten() throws Exception {
    StoredPeerBook book = open(3);
    for (int number = 1; number <= 5; number++) {
      learns(book, one(number));
    }
    assertThat(inFile()).containsExactly(one(3), one(4), one(5)).isEqualTo(learned(book));
  }

  @Test
  void whoFindsTheOtherOneWritingWaitsAndOnlyForAWhile() throws Exception {
    StoredPeerBook book = open(1_000);
    try (FileChannel guard =
            FileChannel.open(
                directory.resolve("peers.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = guard.lock()) {
      assertThat(lock.isValid()).isTrue();
      learns(book, one(1));
      runtime.advance(Saver.LOCK_LIMIT.dividedBy(2));
      assertThat(file()).doesNotExist();
    }
    runtime.advance(Saver.LOCK_LIMIT);
    assertThat(inFile()).containsExactly(one(1));
    runtime.run(book::close);
    runtime.assertNothingLeft();
  }

  /** On real threads: each line of the file is whole, and none is missing in the end. */
  @Test
  void bothMayWriteAtTheSameTime() throws Exception {
    RuntimeComponent real = new RuntimeComponent();
    int each = 100;
    List<Thread> threads = new ArrayList<>();
    for (int first : new int[] {0, each}) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    StoredPeerBook book = new StoredPeerBook(real, in(file(), 1_000));
                    for (int number = first + 1; number <= first + each; number++) {
                      tell(book, TEACHER, List.of(one(number)));
                    }
                    book.close();
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    BookFile.Contents contents = new BookFile(file()).read();
    assertThat(contents.complaints()).isEmpty();
    assertThat(contents.peers()).containsExactlyInAnyOrderElementsOf(many(2 * each));
  }
}
