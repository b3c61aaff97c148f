package io.tempera.chain.memory.internal;

import io.tempera.runtime.Mailbox;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** The one lock around the chain; it is held for a step of it, and nobody is called back in it. */
final class Guard {
  private final ReentrantLock lock = new ReentrantLock();
  private final Chain chain;
  private final Tracer tracer;
  private final Supplier<MemorySettings> settings;
  private final Mailbox<Runnable> outbox;
  private final Patience patience;

  Guard(TemperaRuntime runtime, Supplier<MemorySettings> settings, Tracer tracer) {
    this.outbox = runtime.newMailbox(Runnable::run);
    this.settings = settings;
    this.tracer = tracer;
    this.chain = new Chain(settings);
    this.patience = new Patience(runtime.timers(), this::late);
  }

  MemorySettings settings() {
    return settings.get();
  }

  Tracer tracer() {
    return tracer;
  }

  private void late(Range range) {
    change(
        chain -> {
          chain.late(range);
          return true;
        });
  }

  /** A step that changes nothing which others are to be told. */
  <R> R look(Function<Chain, R> step) {
    lock.lock();
    try {
      return step.apply(chain);
    } finally {
      lock.unlock();
    }
  }

  /** A step, and after it, without the lock, what it brings about. */
  <R> R change(Function<Chain, R> step) {
    Effects effects;
    R result;
    lock.lock();
    try {
      result = step.apply(chain);
      effects = chain.effects();
      patience.with(chain.fetch().awaited(), settings.get().fetch().patience());
    } finally {
      lock.unlock();
    }
    effects.happen(outbox, tracer);
    return result;
  }
}
