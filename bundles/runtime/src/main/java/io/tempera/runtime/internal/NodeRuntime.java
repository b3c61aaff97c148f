package io.tempera.runtime.internal;

import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timers;
import io.tempera.runtime.Wait;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/** The node's runtime on real time. */
record NodeRuntime(
    Clock clock, SharedTimers sharedTimers, Tasks tasks, Chance chance, UncaughtReport report)
    implements TemperaRuntime, AutoCloseable {
  @Inject
  NodeRuntime {}

  @Override
  public Timers timers() {
    return sharedTimers;
  }

  @Override
  public Wait newWait() {
    return new ParkingWait(sharedTimers);
  }

  @Override
  public <E> Mailbox<E> newMailbox(Consumer<? super E> handler) {
    return new TrampolineMailbox<>(handler, report);
  }

  /** Ends the timers' thread. Tasks belong to those who started them. Idempotent. */
  @Override
  public void close() {
    sharedTimers.close();
  }
}
