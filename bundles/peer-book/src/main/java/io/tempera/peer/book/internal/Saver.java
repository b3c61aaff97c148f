package io.tempera.peer.book.internal;

import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the file after each change, on a task of its own, one at a time: whatever changes while it
 * writes is in the next writing, so that at most one waits.
 */
final class Saver {
  private static final Logger LOG = LoggerFactory.getLogger(Saver.class);

  private enum State {
    IDLE,
    WRITING,
    /** It writes, and there was a change since it began. */
    BEHIND
  }

  private final TemperaRuntime runtime;
  private final BookFile file;
  private final Supplier<List<InetSocketAddress>> peers;
  private final Wait idle;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private boolean failed;

  Saver(TemperaRuntime runtime, BookFile file, Supplier<List<InetSocketAddress>> peers) {
    this.runtime = runtime;
    this.file = file;
    this.peers = peers;
    this.idle = runtime.newWait();
  }

  /** There is a change. Any thread; does not block. */
  void changed() {
    State before = state.getAndUpdate(s -> s == State.IDLE ? State.WRITING : State.BEHIND);
    if (before == State.IDLE) {
      runtime.tasks().start("peer book: save", this::write);
    }
  }

  /** Waits until all is written, at the most for a time: whether it is. */
  boolean await(Duration limit) throws InterruptedException {
    return isIdle() || idle.until(this::isIdle, limit);
  }

  private boolean isIdle() {
    return state.get() == State.IDLE;
  }

  private void write() {
    do {
      state.set(State.WRITING);
      save();
    } while (!state.compareAndSet(State.WRITING, State.IDLE));
    idle.wake();
  }

  /** Said once, not with every peer that is learned. */
  private void save() {
    try {
      file.write(peers.get());
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
    }
  }
}
