package io.tempera.runtime;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Starts tasks, each on a virtual thread of its own. A task may block.
 *
 * <p>A task inherits no thread locals, and nothing here keeps a reference to its body once it
 * ended.
 */
@ProviderType
public interface Tasks {
  /**
   * Starts a task with the class loader of the body's class as its context class loader.
   *
   * @param name for thread dumps; name the connection and what is done
   * @param body what it throws is reported and ends the task
   */
  Task start(String name, Runnable body);
}
