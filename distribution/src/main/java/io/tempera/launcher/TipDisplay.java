package io.tempera.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows where the chain of a node ends, and how warm its peers are, whenever that has changed.
 * Looks once a second, so that a node which catches up does not fill the terminal.
 */
final class TipDisplay implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Path socket;
  private final PrintStream out;
  private final CountDownLatch ended = new CountDownLatch(1);
  private Optional<Glance> shown = Optional.empty();

  /**
   * Shows nothing yet.
   *
   * @param socket of the node's shell
   */
  TipDisplay(Path socket, PrintStream out) {
    this.socket = socket;
    this.out = out;
  }

  /** Begins, on a thread of its own, which the process does not wait for. */
  void start() {
    Thread.ofPlatform().daemon().name("tempera-tip").start(this::run);
  }

  private void run() {
    try {
      do {
        look();
      } while (!ended.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try (ControlClient client = ControlClient.connect(socket)) {
      Optional<Glance> now = Glance.of(client);
      if (now.isPresent() && !now.equals(shown)) {
        out.println(now.get());
        shown = now;
      }
    } catch (IOException startsOrEnds) {
      // Its shell is the last to come and the first to go: the next look tells.
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
