package io.tempera.runtime;

import java.util.concurrent.Executor;
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

  /**
   * The same for tasks that mostly wait for what one event loop brings: where the node is set to
   * (key {@code halves.on.event.loop} of io.tempera.runtime) and the JVM lets it, they run on the
   * loop's own thread, so that no change of thread stands between a message and its answer.
   * Elsewhere they run as all tasks do. Made once for each loop, by whoever owns it.
   *
   * <p>A task may do everything there that it may do elsewhere; one that does not wait for long is
   * moved away from the loop, see {@link TaskTrace}. Tasks outlive the loop.
   *
   * @param loop runs at most one action in each turn of the loop, later ones in later turns, after
   *     the sockets were looked at again; any thread calls it; throws {@link
   *     java.util.concurrent.RejectedExecutionException} once the loop has ended
   */
  default Tasks near(Executor loop) {
    return this;
  }
}
