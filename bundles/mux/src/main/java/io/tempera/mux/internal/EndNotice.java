package io.tempera.mux.internal;

import io.tempera.mux.MuxEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Who wants to know how it ended. */
final class EndNotice {
  private final ReentrantLock lock = new ReentrantLock();

  // Under the lock.
  private List<Consumer<MuxEnd>> callbacks = new ArrayList<>(1);
  private Optional<MuxEnd> told = Optional.empty();

  private volatile Optional<MuxEnd> shown = Optional.empty();

  /** How it ended, or empty while it has not. */
  Optional<MuxEnd> shown() {
    return shown;
  }

  void show(MuxEnd end) {
    shown = Optional.of(end);
  }

  /** Calls back once when everyone is told; at once when that was before. */
  void whenTold(Consumer<MuxEnd> callback) {
    Optional<MuxEnd> end;
    lock.lock();
    try {
      end = told;
      if (end.isEmpty()) {
        callbacks.add(callback);
      }
    } finally {
      lock.unlock();
    }
    end.ifPresent(callback);
  }

  /** Tells everyone; one that throws does not keep the others from being told. */
  void tell(MuxEnd end) {
    List<Consumer<MuxEnd>> everyone;
    lock.lock();
    try {
      told = Optional.of(end);
      everyone = callbacks;
      callbacks = List.of();
    } finally {
      lock.unlock();
    }
    RuntimeException first = null;
    for (Consumer<MuxEnd> callback : everyone) {
      try {
        callback.accept(end);
      } catch (RuntimeException thrown) {
        first = first == null ? thrown : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
