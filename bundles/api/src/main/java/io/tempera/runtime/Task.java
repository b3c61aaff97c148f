package io.tempera.runtime;

import org.osgi.annotation.versioning.ProviderType;

/** A task that was started. */
@ProviderType
public interface Task {
  /** Interrupts the task's thread; without effect once it ended. */
  void interrupt();

  /** Whether the body has returned or thrown. */
  boolean isDone();

  /** Waits until the task is done. */
  void join() throws InterruptedException;
}
