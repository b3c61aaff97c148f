package io.tempera.protocol.host.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The connections that have slots. */
final class Connections {
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<ConnectionSlots> all = new LinkedHashSet<>();
  private boolean closed;

  /** Adds one; false after the end. */
  boolean add(ConnectionSlots slots) {
    lock.lock();
    try {
      return !closed && all.add(slots);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets one. */
  void remove(ConnectionSlots slots) {
    lock.lock();
    try {
      all.remove(slots);
    } finally {
      lock.unlock();
    }
  }

  /** Those that there are now. */
  List<ConnectionSlots> all() {
    return now(false);
  }

  /** Stops all, and takes no more. Idempotent. */
  void close() {
    now(true).forEach(slots -> slots.mux().stop());
  }

  private List<ConnectionSlots> now(boolean close) {
    lock.lock();
    try {
      closed |= close;
      return new ArrayList<>(all);
    } finally {
      lock.unlock();
    }
  }
}
