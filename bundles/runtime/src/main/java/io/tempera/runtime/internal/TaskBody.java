package io.tempera.runtime.internal;

/**
 * What a task's thread runs. A thread object outlives its run for as long as somebody holds the
 * task, so everything that belongs to the body's bundle is let go of here: the body itself and the
 * context class loader.
 */
final class TaskBody implements Runnable {
  private final String name;
  private final UncaughtReport report;
  private Runnable body;

  TaskBody(String name, Runnable body, UncaughtReport report) {
    this.name = name;
    this.body = body;
    this.report = report;
  }

  @Override
  public void run() {
    Runnable taken = body;
    body = null;
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(taken.getClass().getClassLoader());
    try {
      taken.run();
    } catch (Throwable thrown) {
      report.uncaught("Task '" + name + "'", thrown);
    } finally {
      thread.setContextClassLoader(TaskBody.class.getClassLoader());
    }
  }
}
