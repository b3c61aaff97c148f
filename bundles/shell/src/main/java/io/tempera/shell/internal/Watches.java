package io.tempera.shell.internal;

import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/** Everybody who watches what happens. */
@Component(
    service = {Watches.class, TraceListener.class},
    immediate = true,
    configurationPid = ShellConfig.PID)
public final class Watches implements TraceListener<Trace> {
  private final TemperaRuntime runtime;
  private final List<Watch> open = new CopyOnWriteArrayList<>();
  private volatile ViewSettings settings;
  private volatile boolean closing;

  /** Nobody watches yet. */
  @Activate
  public Watches(@Reference TemperaRuntime runtime, ShellConfig config) {
    this.runtime = runtime;
    this.settings = ViewSettings.of(config);
  }

  /** The bound of what waits for a terminal holds for those who watch already, too. */
  @Modified
  void modified(ShellConfig config) {
    settings = ViewSettings.of(config);
  }

  @Override
  public Class<Trace> type() {
    return Trace.class;
  }

  @Override
  public void happened(Trace trace) {
    if (!open.isEmpty()) {
      Instant now = runtime.clock().wallTime();
      int limit = settings.watchQueueLimit();
      open.forEach(watch -> watch.happened(trace, now, limit));
    }
  }

  /**
   * Watches until a key is pressed. Blocks. Nothing is left of it then: whoever waits for the key
   * is interrupted.
   *
   * @param watched what is shown
   * @return how many changes were printed
   * @throws InterruptedException when that comes before a key
   */
  long watch(Watched watched, Keyboard keyboard, Consumer<String> terminal)
      throws InterruptedException {
    Watch watch = new Watch(watched, runtime.newWait());
    open.add(watch);
    if (closing) {
      watch.end();
    }
    Task keys = runtime.tasks().start("tempera watch", () -> endWithKey(watch, keyboard));
    try {
      return watch.printTo(terminal, ZoneId.systemDefault());
    } finally {
      open.remove(watch);
      keys.interrupt();
    }
  }

  private static void endWithKey(Watch watch, Keyboard keyboard) {
    try {
      keyboard.awaitKey();
    } catch (IOException gone) {
      // There is nobody left to press one.
    } finally {
      watch.end();
    }
  }

  /** How many watch at the moment. */
  int count() {
    return open.size();
  }

  /** Ends every watch. */
  @Deactivate
  void stop() {
    closing = true;
    open.forEach(Watch::end);
  }
}
