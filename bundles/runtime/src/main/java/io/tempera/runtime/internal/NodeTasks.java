package io.tempera.runtime.internal;

import io.tempera.runtime.Task;
import io.tempera.runtime.Tasks;
import jakarta.inject.Inject;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks on the JDK's scheduler, and near an event loop where that is set and can be. */
final class NodeTasks implements Tasks {
  private static final Logger LOG = LoggerFactory.getLogger(NodeTasks.class);

  private final UncaughtReport report;
  private final CarrierParts parts;
  private final VirtualThreadTasks usual;
  private final AtomicBoolean missingTold = new AtomicBoolean();

  @Inject
  NodeTasks(UncaughtReport report, CarrierParts parts) {
    this.report = report;
    this.parts = parts;
    this.usual = new VirtualThreadTasks(Thread::ofVirtual, report);
  }

  @Override
  public Task start(String name, Runnable body) {
    return usual.start(name, body);
  }

  /** The setting is looked at when a task starts, so it can change at any time. */
  @Override
  public Tasks near(Executor loop) {
    try {
      LoopTasks near = new LoopTasks(loop, CarrierAccess.get(), parts, report);
      return (name, body) ->
          parts.settings().get().onLoop() ? near.start(name, body) : start(name, body);
    } catch (CarrierAccess.Missing missing) {
      String why = missing.getMessage();
      if (parts.settings().get().onLoop()) {
        tellMissing(why);
      }
      return (name, body) -> {
        if (parts.settings().get().onLoop()) {
          tellMissing(why);
        }
        return start(name, body);
      };
    }
  }

  private void tellMissing(String why) {
    if (missingTold.compareAndSet(false, true)) {
      LOG.warn(
          "halves.on.event.loop is set, but halves run on the JDK's own scheduler all the same:"
              + " {}.",
          why);
    }
  }
}
