package io.tempera.keep.alive.internal;

import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timers;
import io.tempera.runtime.Wait;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A runtime whose random numbers count up from 0, as the cookies of the captured sessions do. */
record CountingChance(TemperaRuntime runtime, AtomicLong next) implements TemperaRuntime {
  CountingChance(TemperaRuntime runtime) {
    this(runtime, new AtomicLong());
  }

  @Override
  public Chance chance() {
    return bound -> next.getAndIncrement() % bound;
  }

  @Override
  public Clock clock() {
    return runtime.clock();
  }

  @Override
  public Timers timers() {
    return runtime.timers();
  }

  @Override
  public Tasks tasks() {
    return runtime.tasks();
  }

  @Override
  public Wait newWait() {
    return runtime.newWait();
  }

  @Override
  public <E> Mailbox<E> newMailbox(Consumer<? super E> handler) {
    return runtime.newMailbox(handler);
  }
}
