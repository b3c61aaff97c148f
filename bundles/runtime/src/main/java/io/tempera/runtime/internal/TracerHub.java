package io.tempera.runtime.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.trace.FrequentTrace;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import io.tempera.trace.Tracer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each trace to those that listen, on the caller's thread and without a lock.
 *
 * <p>What a listener throws is counted and dropped; the first time, a line in the log says so, and
 * when the listener goes, another says how often it was. It stays on: it may miss one trace and
 * still be of use.
 */
final class TracerHub implements Tracer {
  private static final Logger LOG = LoggerFactory.getLogger(TracerHub.class);

  /** Nobody changes an array that is in here. */
  private final AtomicReference<Listening[]> listening = new AtomicReference<>(new Listening[0]);

  @Override
  public void trace(Trace trace) {
    for (Listening one : listening.get()) {
      one.offer(trace);
    }
  }

  @Override
  public boolean wanted(Class<? extends Trace> kind) {
    for (Listening one : listening.get()) {
      if (one.wants(kind)) {
        return true;
      }
    }
    return false;
  }

  /** Adds a listener; one that cannot say what it wants is turned away, with a line in the log. */
  void add(TraceListener<?> listener) {
    try {
      Listening added = Listening.of(listener);
      listening.updateAndGet(
          now -> Stream.concat(Arrays.stream(now), Stream.of(added)).toArray(Listening[]::new));
    } catch (Throwable thrown) {
      LOG.warn(
          "Trace listener {} is not called: its type() failed: {}",
          listener.getClass().getName(),
          Failure.of(FailureCategory.INTERNAL, thrown).text());
    }
  }

  /** Removes a listener. A trace that is on its way on another thread may still reach it. */
  void remove(TraceListener<?> listener) {
    find(listener).ifPresent(this::remove);
  }

  private void remove(Listening gone) {
    Listening[] before =
        listening.getAndUpdate(
            now -> Arrays.stream(now).filter(one -> one != gone).toArray(Listening[]::new));
    if (Arrays.asList(before).contains(gone)) {
      gone.sayGoodbye();
    }
  }

  private Optional<Listening> find(TraceListener<?> listener) {
    return Arrays.stream(listening.get()).filter(one -> one.isOf(listener)).findFirst();
  }

  /** How often a listener has thrown. */
  long thrownBy(TraceListener<?> listener) {
    return find(listener).map(one -> one.thrown.get()).orElse(0L);
  }

  /** One listener, what it wants, and how often it threw. */
  private static final class Listening {
    private final Class<? extends Trace> type;
    private final boolean frequent;
    private final TraceListener<Trace> listener;
    private final AtomicLong thrown = new AtomicLong();

    private Listening(Class<? extends Trace> type, TraceListener<Trace> listener) {
      this.type = Objects.requireNonNull(type, "type() is null");
      this.frequent = FrequentTrace.class.isAssignableFrom(type);
      this.listener = listener;
    }

    @SuppressWarnings("unchecked") // offer hands it only what is an instance of its type.
    static <T extends Trace> Listening of(TraceListener<T> listener) {
      return new Listening(listener.type(), (TraceListener<Trace>) listener);
    }

    boolean isOf(TraceListener<?> other) {
      return listener == other;
    }

    /** Whoever does not name what is frequent does not get it. */
    boolean wants(Class<? extends Trace> kind) {
      return (frequent || !FrequentTrace.class.isAssignableFrom(kind))
          && type.isAssignableFrom(kind);
    }

    void offer(Trace trace) {
      if (!wants(trace.getClass())) {
        return;
      }
      try {
        listener.happened(trace);
      } catch (Throwable t) {
        if (thrown.incrementAndGet() == 1) {
          Failure failure = Failure.of(FailureCategory.INTERNAL, t);
          LOG.warn(
              "Trace listener {} threw {} at a {}; from now on this is only counted.\n{}",
              listener.getClass().getName(),
              failure,
              trace.getClass().getName(),
              failure.stack());
        }
      }
    }

    void sayGoodbye() {
      if (thrown.get() > 1) {
        LOG.warn("Trace listener {} threw {} times", listener.getClass().getName(), thrown);
      }
    }
  }
}
