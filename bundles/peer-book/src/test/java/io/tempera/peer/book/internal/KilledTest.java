package io.tempera.peer.book.internal;

import static io.tempera.peer.book.internal.Peers.many;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes its book all the time is killed with SIGKILL, again and again. */
@Timeout(120)
final class KilledTest {
  private static final int TIMES = 5;

  @TempDir private Path directory;

  @Test
  void whateverWasWrittenIsThereAfterAKillAndTheFileIsWhole() throws Exception {
    Path file = directory.resolve("peers");
    int written = 0;
    for (int time = 1; time <= TIMES; time++) {
      written = learnAndKill(file, written + 7 * time);
      BookFile.Contents left = new BookFile(file).read();
      assertThat(left.complaints()).isEmpty();
      assertThat(left.peers())
          .as("one more may have been written than was said")
          .hasSizeBetween(written, written + 2)
          .isEqualTo(many(left.peers().size()));
    }
  }

  /** Lets a process learn up to a number, and kills it in the middle of the next. */
  private static int learnAndKill(Path file, int upTo) throws IOException, InterruptedException {
    Process learner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Learner.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int said = 0;
    try (BufferedReader lines = learner.inputReader()) {
      while (said < upTo) {
        String line = lines.readLine();
        assertThat(line).as("the process has ended by itself after %d peers", said).isNotNull();
        said = Integer.parseInt(line);
      }
      // Of the process itself this would close what it has said.
      learner.toHandle().destroyForcibly();
      learner.waitFor();
      List<String> further = lines.lines().toList();
      return further.isEmpty() ? said : Integer.parseInt(further.getLast());
    } finally {
      learner.destroyForcibly();
    }
  }
}
