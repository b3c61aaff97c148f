package io.tempera.connection.manager.internal;

import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Asks the rethrow policies what failures cost, and has the node stopped where one says so; each
 * failure in a task of its own. A policy is other people's code: one that blocks, against its
 * contract, holds a task for each failure, and nobody waits for it; one may use the connection
 * manager.
 */
final class Judgments {
  private final Policies policies;
  private final Tracer tracer;
  private final NodeStop nodeStop;
  private final Supplier<Settings> settings;
  private final Tasks tasks;
  private final AtomicInteger unfinished = new AtomicInteger();
  private final Wait none;

  /** With nothing to judge. */
  @Inject
  Judgments(Services services, Policies policies, NodeStop nodeStop, Supplier<Settings> settings) {
    this.settings = settings;
    this.policies = policies;
    this.nodeStop = nodeStop;
    tracer = services.tracer();
    tasks = services.runtime().tasks();
    none = services.runtime().newWait();
  }

  /** Begins to judge a failure. Never blocks. */
  void judge(Provenance opener, Failure failure) {
    if (!policies.areThereAny()) {
      return;
    }
    int most = settings.get().judgmentsLimit();
    if (unfinished.incrementAndGet() > most) {
      unfinished.decrementAndGet();
      tracer.trace(
          new ConnectionTrace.PolicyFailed(
              "RethrowPolicy (not asked: " + most + " answers are missing)", failure));
      return;
    }
    tasks.start("judge a failure", () -> run(opener, failure));
  }

  private void run(Provenance opener, Failure failure) {
    try {
      if (policies.costsTheNode(opener, failure)) {
        tracer.trace(new ConnectionTrace.NodeStops(opener, failure));
        nodeStop.stop(failure);
      }
    } finally {
      if (unfinished.decrementAndGet() == 0) {
        none.wake();
      }
    }
  }

  /** Waits until everything is judged, at most so long; what is not goes on by itself. */
  void awaitNone(Duration limit) throws InterruptedException {
    none.until(() -> unfinished.get() == 0, limit);
  }
}
