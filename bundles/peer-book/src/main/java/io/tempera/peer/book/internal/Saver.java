package io.tempera.peer.book.internal;

import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the file after each change, on a task of its own, one at a time: whatever changes while it
 * writes is in the next writing, so that at most one waits.
 */
final class Saver {
  /** How long somebody else may be writing the file. */
  static final Duration LOCK_LIMIT = Duration.ofSeconds(5);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
  private static final Logger LOG = LoggerFactory.getLogger(Saver.class);

  private enum State {
    IDLE,
    WRITING,
    /** It writes, and there was a change since it began. */
    BEHIND,
    CLOSED
  }

  private final TemperaRuntime runtime;
  private final BookFile file;
  private final Supplier<List<InetSocketAddress>> peers;
  private final Consumer<List<InetSocketAddress>> others;
  private final Wait idle;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private boolean failed;

  /**
   * Nothing to save yet.
   *
   * @param peers all there are
   * @param others is told of those that somebody else has written into the file
   */
  Saver(
      TemperaRuntime runtime,
      BookFile file,
      Supplier<List<InetSocketAddress>> peers,
      Consumer<List<InetSocketAddress>> others) {
    this.runtime = runtime;
    this.file = file;
    this.peers = peers;
    this.others = others;
    this.idle = runtime.newWait();
  }

  /** There is a change. Any thread; does not block. Once this is closed, does nothing. */
  void changed() {
    State before =
        state.getAndUpdate(
            s ->
                switch (s) {
                  case IDLE -> State.WRITING;
                  case WRITING, BEHIND -> State.BEHIND;
                  case CLOSED -> State.CLOSED;
                });
    if (before == State.IDLE) {
      runtime.tasks().start("peer book: save", this::write);
    }
  }

  /**
   * Waits until all is written, at the most for a time. Begins to write no more then.
   *
   * @return whether all is written
   */
  boolean close(Duration limit) throws InterruptedException {
    try {
      return isIdle() || idle.until(this::isIdle, limit);
    } finally {
      state.set(State.CLOSED);
    }
  }

  private boolean isIdle() {
    return state.get() == State.IDLE || state.get() == State.CLOSED;
  }

  private void write() {
    do {
      save();
    } while (isBehind());
    idle.wake();
  }

  private boolean isBehind() {
    State before =
        state.getAndUpdate(
            s ->
                switch (s) {
                  case IDLE, WRITING -> State.IDLE;
                  case BEHIND -> State.WRITING;
                  case CLOSED -> State.CLOSED;
                });
    return before == State.BEHIND;
  }

  /** Said once, not with every peer that is learned. */
  private void save() {
    try {
      writeWhenFree();
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        LOG.error(
            "{}: {} cannot be written: {}. What is learned is kept in memory, and written when"
                + " that works again.",
            PeerBookConfig.PID,
            file,
            e.toString());
      }
      failed = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A lock of another process, or of another version in this one, tells nobody when it goes. */
  private void writeWhenFree() throws IOException, InterruptedException {
    long tries = LOCK_LIMIT.dividedBy(BETWEEN_TRIES);
    Wait pause = runtime.newWait();
    while (!isClosed() && !file.write(others, peers)) {
      if (--tries == 0) {
        throw new IOException(
            "somebody else has been writing it for " + LOCK_LIMIT.toSeconds() + " s");
      }
      pause.until(this::isClosed, BETWEEN_TRIES);
    }
  }

  private boolean isClosed() {
    return state.get() == State.CLOSED;
  }
}
