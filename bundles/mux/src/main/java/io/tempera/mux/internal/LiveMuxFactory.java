package io.tempera.mux.internal;

import io.tempera.bearer.Bearer;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxFactory;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Makes multiplexers, and knows those that live, so that none outlives the bundle unstopped. */
final class LiveMuxFactory implements MuxFactory, AutoCloseable {
  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final Supplier<MuxSettings> settings;
  private final IngressBudget budget;
  private final Runnable budgetCheck = this::checkBudget;
  private final ReentrantLock lock = new ReentrantLock();

  // Under the lock.
  private final Set<LiveMux> live = new LinkedHashSet<>();
  private boolean closed;

  @Inject
  LiveMuxFactory(TemperaRuntime runtime, Tracer tracer, Supplier<MuxSettings> settings) {
    this.runtime = runtime;
    this.tracer = tracer;
    this.settings = settings;
    this.budget = new IngressBudget(settings);
  }

  @Override
  public Mux create(Bearer bearer) {
    LiveMux mux = new LiveMux(bearer, runtime, tracer, settings, budget.open(), budgetCheck);
    mux.start();
    boolean late;
    lock.lock();
    try {
      late = closed;
      live.add(mux);
    } finally {
      lock.unlock();
    }
    mux.whenEnded(end -> remove(mux));
    if (late) {
      mux.stop();
    }
    return mux;
  }

  private void remove(LiveMux mux) {
    lock.lock();
    try {
      live.remove(mux);
    } finally {
      lock.unlock();
    }
  }

  /** Ends those that hold the most until what the others hold is within the budget. */
  private void checkBudget() {
    while (budget.isSpent()) {
      Optional<Runnable> sentence = condemn();
      if (sentence.isEmpty()) {
        return;
      }
      sentence.get().run();
    }
  }

  private Optional<Runnable> condemn() {
    lock.lock();
    try {
      // Looked at again: another loop may have been quicker.
      Optional<LiveMux> worst =
          budget.isSpent()
              ? live.stream().max(Comparator.comparingLong(LiveMux::held))
              : Optional.empty();
      return worst
          .filter(mux -> mux.held() > 0)
          .map(
              mux -> {
                MuxEvent event = mux.condemn(settings.get().ingressBudget());
                return () -> mux.post(event);
              });
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes wait on all of them together. */
  long waiting() {
    return budget.total();
  }

  /** How many have not ended. */
  int live() {
    lock.lock();
    try {
      return live.size();
    } finally {
      lock.unlock();
    }
  }

  /** Stops all that live, and from now on every new one at once. Does not wait. Idempotent. */
  @Override
  public void close() {
    List<LiveMux> all;
    lock.lock();
    try {
      closed = true;
      all = new ArrayList<>(live);
    } finally {
      lock.unlock();
    }
    all.forEach(LiveMux::stop);
  }
}
