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

/**
 * Asks the rethrow policies what failures cost, and has the node stopped where one says so; each
 * failure in a task of its own. A policy is other people's code: one that blocks, against its
 * contract, holds a task for each failure, and nobody waits for it; one may use the connection
 * manager.
 */
final class Judgments {
  /** Failures that are judged at the same time; one more costs its peer and nothing else. */
  static final int MOST = 256;

  private static final String ALL_BUSY =
      "RethrowPolicy (not asked: " + MOST + " answers are missing)";

  private final Policies policies;
  private final Tracer tracer;
  private final NodeStop nodeStop;
  private final Tasks tasks;
  private final AtomicInteger unfinished = new AtomicInteger();
  private final Wait none;

  /** With nothing to judge. */
  @Inject
  Judgments(Services services, Policies policies, NodeStop nodeStop) {
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
    if (unfinished.incrementAndGet() > MOST) {
      unfinished.decrementAndGet();
      tracer.trace(new ConnectionTrace.PolicyFailed(ALL_BUSY, failure));
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
