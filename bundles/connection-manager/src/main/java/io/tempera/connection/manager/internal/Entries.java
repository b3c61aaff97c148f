package io.tempera.connection.manager.internal;

import io.tempera.runtime.Clock;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Wait;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The one place where entries change: one event at a time, under a lock that is held for the pure
 * step only. What a step wants done is queued in the order of the steps and done after the lock was
 * let go, one thing at a time, by whichever thread finds nobody at it. So traces, announcements and
 * answers come in the order in which the entries changed.
 */
final class Entries {
  private final ReentrantLock lock = new ReentrantLock();
  private final Registry registry = new Registry();
  private final Queue<Effect> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final Clock clock;
  private final Mailbox<Turn> turns;
  private final Wait idle;
  private final EffectRunner runner;

  /** With nothing in it. */
  @Inject
  Entries(Services services, EffectRunner runner) {
    this.runner = runner;
    this.clock = services.runtime().clock();
    this.turns = services.runtime().newMailbox(turn -> next());
    this.idle = services.runtime().newWait();
  }

  /** Lets something happen. Never blocks. */
  void happen(Function<Registry, List<Effect>> what) {
    int count;
    lock.lock();
    try {
      registry.timeIs(clock.wallTime());
      count = queue(what.apply(registry));
    } finally {
      lock.unlock();
    }
    for (int i = 0; i < count; i++) {
      turns.post(Turn.NEXT);
    }
  }

  /** Asks what is answered at once. Never blocks. */
  Reply ask(Function<Caller, Function<Registry, List<Effect>>> what) {
    SynchronousCall call = new SynchronousCall();
    happen(what.apply(call));
    return call.reply();
  }

  /** Looks at the entries. Never blocks. */
  <T> T look(Function<Registry, T> what) {
    lock.lock();
    try {
      return what.apply(registry);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything that steps wanted has been done, at most so long. */
  void awaitIdle(Duration limit) throws InterruptedException {
    idle.until(() -> unfinished.get() == 0, limit);
  }

  private int queue(List<Effect> effects) {
    int count = 0;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Answer(SynchronousCall call, Reply reply)) {
        call.answer(reply);
      } else {
        unfinished.incrementAndGet();
        queue.add(effect);
        count++;
      }
    }
    return count;
  }

  /** One effect for one turn: what one throws does not keep the others from being done. */
  private void next() {
    Effect effect = queue.remove();
    try {
      runner.accept(effect);
    } finally {
      if (unfinished.decrementAndGet() == 0) {
        idle.wake();
      }
    }
  }

  /** Asks for the next effect to be done. */
  private enum Turn {
    NEXT
  }
}
