package io.tempera.runtime.internal;

import io.tempera.runtime.Tasks;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Each task on a virtual thread of its own.
 *
 * <p>Independent of real time: the threads come from the given builder, so the same class serves
 * under the JDK's scheduler and under a simulated one.
 */
public final class VirtualThreadTasks implements Tasks {
  private final Supplier<Thread.Builder.OfVirtual> builders;
  private final UncaughtReport report;

  /**
   * Tasks on threads of a builder.
   *
   * @param builders gives a fresh builder each time
   * @param report hears what a body throws
   */
  public VirtualThreadTasks(Supplier<Thread.Builder.OfVirtual> builders, UncaughtReport report) {
    this.builders = builders;
    this.report = report;
  }

  @Override
  public ThreadTask start(String name, Runnable body) {
    Thread thread = unstarted(builders.get(), name, body, report);
    thread.start();
    return new ThreadTask(thread);
  }

  /** A thread for a body, which inherits nothing and lets go of the body at the end. */
  static Thread unstarted(
      Thread.Builder.OfVirtual builder, String name, Runnable body, UncaughtReport report) {
    return builder
        .inheritInheritableThreadLocals(false)
        .name(Objects.requireNonNull(name, "name"))
        .unstarted(new TaskBody(name, Objects.requireNonNull(body, "body"), report));
  }
}
