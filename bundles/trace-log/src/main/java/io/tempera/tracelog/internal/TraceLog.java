package io.tempera.tracelog.internal;

import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Trace;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Takes traces on whichever thread they happen and has them written by a task of its own, so that a
 * slow disk or terminal holds up no event loop.
 */
final class TraceLog implements AutoCloseable {
  /** How long {@link #close} lets the writer finish what waits. */
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

  private final TemperaRuntime runtime;
  private final Supplier<LogSettings> settings;
  private final LineWriter writer;
  private final LineQueue queue = new LineQueue();
  private final Wait news;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean closing;
  private volatile boolean ended;

  @Inject
  TraceLog(TemperaRuntime runtime, Supplier<LogSettings> settings, LineWriter writer) {
    this.runtime = runtime;
    this.settings = settings;
    this.writer = writer;
    this.news = runtime.newWait();
  }

  /** Starts the writer. Idempotent. */
  void start() {
    if (started.compareAndSet(false, true)) {
      runtime.tasks().start("tempera trace log", this::writeAll);
    }
  }

  /**
   * Takes a trace. Never blocks: at the bound of the queue it is dropped, and counted. After the
   * close it is ignored.
   */
  void happened(Trace trace) {
    LogSettings now = settings.get();
    boolean toLog = now.log().passes(trace.level());
    boolean toConsole = now.console().passes(trace.level());
    if (closing || !toLog && !toConsole) {
      return;
    }
    queue.put(
        new LogLine(
            runtime.clock().wallTime(),
            trace.level(),
            LoggerName.of(trace.getClass()),
            OneLine.of(trace.text()),
            toLog,
            toConsole),
        now.queueLimit());
    news.wake();
  }

  private void writeAll() {
    try {
      while (!closing) {
        news.until(() -> closing || queue.hasNews());
        writer.drain(queue, settings.get());
      }
      writer.drain(queue, settings.get());
    } catch (InterruptedException gaveUp) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      news.wake();
    }
  }

  /**
   * Writes what waits, for two seconds at the most, and ends the writer. Blocks meanwhile.
   * Idempotent.
   */
  @Override
  public void close() {
    closing = true;
    news.wake();
    if (!started.get()) {
      return;
    }
    try {
      news.until(() -> ended, CLOSE_WAIT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
