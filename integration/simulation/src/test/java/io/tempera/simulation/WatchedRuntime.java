package io.tempera.simulation;

import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Task;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timers;
import io.tempera.runtime.Wait;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The real runtime, which remembers what tasks, timers and mailbox handlers threw. */
final class WatchedRuntime implements TemperaRuntime {
  private final TemperaRuntime real;
  private final Queue<String> thrown = new ConcurrentLinkedQueue<>();

  WatchedRuntime(TemperaRuntime real) {
    this.real = real;
  }

  /** What nobody caught so far. */
  List<String> thrown() {
    return List.copyOf(thrown);
  }

  private Runnable watched(String where, Runnable body) {
    return () -> {
      try {
        body.run();
      } catch (RuntimeException | Error e) {
        thrown.add(where + " threw " + e);
        throw e;
      }
    };
  }

  @Override
  public Clock clock() {
    return real.clock();
  }

  @Override
  public Timers timers() {
    return (delay, action) -> real.timers().after(delay, watched("a timer's action", action));
  }

  @Override
  public Tasks tasks() {
    return watched(real.tasks());
  }

  private Tasks watched(Tasks tasks) {
    return new Tasks() {
      @Override
      public Task start(String name, Runnable body) {
        return tasks.start(name, watched("task '" + name + "'", body));
      }

      @Override
      public Tasks near(Executor loop) {
        return watched(tasks.near(loop));
      }
    };
  }

  @Override
  public Chance chance() {
    return real.chance();
  }

  @Override
  public Wait newWait() {
    return real.newWait();
  }

  @Override
  public <E> Mailbox<E> newMailbox(Consumer<? super E> handler) {
    return real.newMailbox(
        event -> watched("a mailbox's handler", () -> handler.accept(event)).run());
  }
}
