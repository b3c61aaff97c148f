package io.tempera.runtime.internal;

import io.tempera.runtime.Task;

/**
 * A task as its thread.
 *
 * @param thread where the body runs
 */
public record ThreadTask(Thread thread) implements Task {
  @Override
  public void interrupt() {
    thread.interrupt();
  }

  @Override
  public boolean isDone() {
    return thread.getState() == Thread.State.TERMINATED;
  }

  @Override
  public void join() throws InterruptedException {
    thread.join();
  }

  @Override
  public String toString() {
    return thread.getName() + (isDone() ? " (done)" : "");
  }
}
