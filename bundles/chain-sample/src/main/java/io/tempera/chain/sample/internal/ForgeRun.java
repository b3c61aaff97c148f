package io.tempera.chain.sample.internal;

import io.tempera.chain.ChainFeed;
import io.tempera.chain.Verdict;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A forge at work, from its making until it is done or closed, on a task of its own. */
final class ForgeRun implements AutoCloseable {
  /** To make a large block takes some milliseconds, and nothing here waits for anything else. */
  static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ForgeRun.class);

  private final TemperaRuntime runtime;
  private final ForgeSettings settings;
  private final Forge forge;
  private final Wait news;
  private final Task task;
  private volatile boolean closed;
  private boolean refused;

  ForgeRun(TemperaRuntime runtime, ChainFeed feed, ForgeSettings settings) {
    this.runtime = runtime;
    this.settings = settings;
    this.forge = new Forge(feed, settings);
    this.news = runtime.newWait();
    this.task = runtime.tasks().start("chain-sample: forge", this::run);
  }

  private void run() {
    try {
      while (!closed && !forge.isFilled() && told(forge.fill())) {
        // until the chain has what it has at the start, or does not take it
      }
      if (settings.interval().isPositive()) {
        forgeOnTime();
      }
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
    news.wake();
  }

  /** By the clock, so that what a block takes to make does not add up. */
  private void forgeOnTime() throws InterruptedException {
    long due = runtime.clock().nanos();
    while (!forge.isDone()) {
      due = Math.max(due + settings.interval().toNanos(), runtime.clock().nanos());
      if (news.until(() -> closed, Duration.ofNanos(due - runtime.clock().nanos()))) {
        return;
      }
      told(forge.forge());
    }
  }

  /** Says the first of each series of refusals. */
  private boolean told(Verdict verdict) {
    boolean taken = verdict.equals(Verdict.ACCEPTED);
    if (!taken && !refused) {
      LOG.warn(
          "{}: the chain did not take a made-up block: {}. The forge goes on from where the chain"
              + " ends by then.",
          ForgeConfig.PID,
          why(verdict));
    }
    refused = !taken;
    return taken;
  }

  private static String why(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> "it did";
      case Verdict.WrongBlock wrong ->
          "it expects " + wrong.expected() + ", and was given " + wrong.found();
      case Verdict.Unreadable unreadable -> unreadable.why();
      case Verdict.Invalid invalid -> invalid.why();
    };
  }

  /** Ends, and waits for that, bounded. Again: does nothing. */
  @Override
  public void close() {
    closed = true;
    news.wake();
    try {
      if (!news.until(task::isDone, CLOSE_LIMIT)) {
        LOG.warn(
            "{}: the forge has not ended in {}; it is left behind.", ForgeConfig.PID, CLOSE_LIMIT);
      }
    } catch (InterruptedException noTime) {
      Thread.currentThread().interrupt();
    }
  }
}
