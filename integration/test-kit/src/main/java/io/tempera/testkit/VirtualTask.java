package io.tempera.testkit;

import io.tempera.runtime.Task;
import io.tempera.runtime.internal.ThreadTask;

/** A task whose join, on the test's own thread, runs the scheduler instead of blocking it. */
record VirtualTask(VirtualRuntime runtime, ThreadTask task) implements Task {
  @Override
  public void interrupt() {
    task.interrupt();
  }

  @Override
  public boolean isDone() {
    return task.isDone();
  }

  @Override
  public void join() throws InterruptedException {
    if (Thread.currentThread().isVirtual()) {
      task.join();
    } else {
      runtime.runUntil(this::isDone);
    }
  }
}
