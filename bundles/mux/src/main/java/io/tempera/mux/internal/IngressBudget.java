package io.tempera.mux.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** How many bytes wait for mini-protocols on all connections together. Any thread, no locks. */
final class IngressBudget {
  private final Supplier<MuxSettings> settings;
  private final AtomicLong total = new AtomicLong();

  IngressBudget(Supplier<MuxSettings> settings) {
    this.settings = settings;
  }

  /** Whether more waits than may. */
  boolean isSpent() {
    return total.get() > settings.get().ingressBudget();
  }

  /** How many bytes wait. */
  long total() {
    return total.get();
  }

  /** The account of a new connection, with nothing on it. */
  Account open() {
    return new Account(total);
  }

  /** What waits on one connection. */
  static final class Account {
    /** What a closed account holds: far below anything that is added or taken afterwards. */
    private static final long CLOSED = Long.MIN_VALUE / 2;

    private final AtomicLong total;
    private final AtomicLong held = new AtomicLong();

    private Account(AtomicLong total) {
      this.total = total;
    }

    /** Bytes have arrived; a negative number has been taken. Without effect once it is closed. */
    void add(long bytes) {
      if (held.addAndGet(bytes) > CLOSED / 2) {
        total.addAndGet(bytes);
      }
    }

    /** How many bytes wait; zero once it is closed. */
    long held() {
      return Math.max(0, held.get());
    }

    /** Nothing waits any more. Idempotent. */
    void close() {
      long before = held.getAndSet(CLOSED);
      if (before > CLOSED / 2) {
        total.addAndGet(-before);
      }
    }
  }
}
