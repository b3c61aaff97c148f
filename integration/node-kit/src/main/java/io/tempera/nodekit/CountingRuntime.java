package io.tempera.nodekit;

import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timers;
import io.tempera.runtime.Wait;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The node's own runtime, but for chance, which counts up from 0: for each range by itself, so that
 * it does not matter who else draws anything.
 */
final class CountingRuntime implements TemperaRuntime {
  private final TemperaRuntime own;
  private final Map<Long, AtomicLong> next = new ConcurrentHashMap<>();

  CountingRuntime(TemperaRuntime own) {
    this.own = own;
  }

  @Override
  public Chance chance() {
    return bound -> next.computeIfAbsent(bound, b -> new AtomicLong()).getAndIncrement() % bound;
  }

  @Override
  public Clock clock() {
    return own.clock();
  }

  @Override
  public Timers timers() {
    return own.timers();
  }

  @Override
  public Tasks tasks() {
    return own.tasks();
  }

  @Override
  public Wait newWait() {
    return own.newWait();
  }

  @Override
  public <E> Mailbox<E> newMailbox(Consumer<? super E> handler) {
    return own.newMailbox(handler);
  }
}
