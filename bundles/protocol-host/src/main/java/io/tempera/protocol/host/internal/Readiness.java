package io.tempera.protocol.host.internal;

import io.tempera.runtime.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Knows which required numbers were published, and calls back once when all were. */
final class Readiness {
  private final Supplier<HostSettings> settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final SortedSet<Integer> seen = new TreeSet<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean ready;

  Readiness(Supplier<HostSettings> settings) {
    this.settings = settings;
  }

  /** A number was published. */
  void published(int number) {
    lock.lock();
    try {
      seen.add(number);
    } finally {
      lock.unlock();
    }
    look();
  }

  /** Looks whether all is there now, also after a change of the settings. */
  void look() {
    List<Waiting> callbacks = List.of();
    lock.lock();
    try {
      if (ready || missing().isEmpty()) {
        ready = true;
        callbacks = List.copyOf(waiting);
        waiting.clear();
      }
    } finally {
      lock.unlock();
    }
    tell(callbacks);
  }

  /** All of them, whatever one throws. */
  private static void tell(List<Waiting> callbacks) {
    RuntimeException thrown = null;
    for (Waiting waiting : callbacks) {
      try {
        waiting.callback.run();
      } catch (RuntimeException e) {
        thrown = e;
      }
    }
    if (thrown != null) {
      throw thrown;
    }
  }

  /** Required numbers that were never published. */
  SortedSet<Integer> missing() {
    SortedSet<Integer> missing = new TreeSet<>(settings.get().requiredProtocols());
    lock.lock();
    try {
      missing.removeAll(seen);
    } finally {
      lock.unlock();
    }
    return missing;
  }

  /** Calls back once, when all is there or was once; at once when that is so already. */
  Subscription whenReady(Runnable callback) {
    Waiting added = new Waiting(callback);
    lock.lock();
    try {
      waiting.add(added);
    } finally {
      lock.unlock();
    }
    look();
    return () -> forget(added);
  }

  private void forget(Waiting gone) {
    lock.lock();
    try {
      waiting.remove(gone);
    } finally {
      lock.unlock();
    }
  }

  /** Somebody who waits; equal to nobody else, also with an equal callback. */
  private static final class Waiting {
    private final Runnable callback;

    Waiting(Runnable callback) {
      this.callback = callback;
    }
  }
}
