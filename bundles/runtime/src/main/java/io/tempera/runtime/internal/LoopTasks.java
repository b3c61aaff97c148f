package io.tempera.runtime.internal;

import java.util.concurrent.Executor;

/** Starts tasks near one event loop: each on a virtual thread that a {@link CarriedTask} runs. */
final class LoopTasks {
  private final CarrierAccess access;
  private final LoopCarrier carrier;
  private final UncaughtReport report;

  LoopTasks(Executor loop, CarrierAccess access, CarrierParts parts, UncaughtReport report) {
    this.access = access;
    this.carrier = new LoopCarrier(loop, access.usual(), parts);
    this.report = report;
  }

  ThreadTask start(String name, Runnable body) {
    CarriedTask task = new CarriedTask(name, carrier);
    Thread thread = VirtualThreadTasks.unstarted(access.builder(task), name, body, report);
    task.thread(thread);
    thread.start();
    return new ThreadTask(thread);
  }
}
