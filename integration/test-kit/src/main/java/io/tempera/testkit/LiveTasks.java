package io.tempera.testkit;

import io.tempera.runtime.Task;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.internal.UncaughtReport;
import io.tempera.runtime.internal.VirtualThreadTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Starts tasks on the simulated scheduler with the production starter, and knows who lives. */
final class LiveTasks implements Tasks {
  /** How many stack frames of a task that is left are shown. */
  private static final int FRAMES = 12;

  /** From how many on the ended ones are forgotten, now and then. */
  private static final int PURGE_FROM = 64;

  private final VirtualRuntime runtime;
  private final VirtualThreadTasks starter;
  private final List<VirtualTask> tasks = new ArrayList<>();
  private int purgeAt = PURGE_FROM;

  LiveTasks(VirtualRuntime runtime, Executor scheduler, UncaughtReport report) {
    this.runtime = runtime;
    this.starter = new VirtualThreadTasks(() -> CarrierThreads.builder(scheduler), report);
  }

  @Override
  public Task start(String name, Runnable body) {
    VirtualTask task = new VirtualTask(runtime, starter.start(name, body));
    if (tasks.size() >= purgeAt) {
      tasks.removeIf(VirtualTask::isDone);
      purgeAt = Math.max(PURGE_FROM, 2 * tasks.size());
    }
    tasks.add(task);
    return task;
  }

  /** The names of those that live, in the order of their start, and where each is parked. */
  List<String> describeLive() {
    tasks.removeIf(VirtualTask::isDone);
    return tasks.stream().map(LiveTasks::describe).toList();
  }

  private static String describe(VirtualTask task) {
    StringBuilder text = new StringBuilder("task '" + task.task() + "'");
    StackTraceElement[] stack = task.task().thread().getStackTrace();
    for (int i = 0; i < Math.min(stack.length, FRAMES); i++) {
      text.append("\n      at ").append(stack[i]);
    }
    return text.toString();
  }
}
