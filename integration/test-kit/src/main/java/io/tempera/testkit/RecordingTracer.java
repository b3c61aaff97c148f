package io.tempera.testkit;

import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.FrequentTrace;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Keeps every trace, in order. It wants what is frequent only on {@link #frequentToo request}, and
 * throws at one that is made all the same. On a {@link VirtualRuntime}, waiting for one runs it.
 */
public final class RecordingTracer implements Tracer {
  private final TemperaRuntime runtime;
  private final Wait changed;
  private final List<Trace> traces = new CopyOnWriteArrayList<>();
  private volatile boolean frequentToo;

  /** An empty one. */
  public RecordingTracer(TemperaRuntime runtime) {
    this.runtime = runtime;
    this.changed = runtime.newWait();
  }

  @Override
  public void trace(Trace trace) {
    if (!wanted(trace.getClass())) {
      throw new AssertionError("Nobody wants it, and yet it was made: " + trace.text());
    }
    traces.add(trace);
    changed.wake();
  }

  @Override
  public boolean wanted(Class<? extends Trace> kind) {
    return frequentToo || !FrequentTrace.class.isAssignableFrom(kind);
  }

  /** Whether it keeps each {@link FrequentTrace} from now on; at first it does not. */
  public void frequentToo(boolean wanted) {
    frequentToo = wanted;
  }

  /** Everything so far. */
  public List<Trace> traces() {
    return List.copyOf(traces);
  }

  /** Everything of a type so far. */
  public <T extends Trace> List<T> traces(Class<T> type) {
    return traces.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Everything so far, a line each: what two runs are compared by. */
  public List<String> lines() {
    return traces.stream()
        .map(trace -> trace.getClass().getSimpleName() + ": " + trace.text())
        .toList();
  }

  /** The first one of a type that matches. */
  public <T extends Trace> Optional<T> find(Class<T> type, Predicate<? super T> matches) {
    return traces.stream().filter(type::isInstance).map(type::cast).filter(matches).findFirst();
  }

  /** Waits for the first one of a type, which may have happened already. */
  public <T extends Trace> T await(Class<T> type) throws InterruptedException {
    return await(type, trace -> true);
  }

  /** Waits for the first one of a type that matches, which may have happened already. */
  public <T extends Trace> T await(Class<T> type, Predicate<? super T> matches)
      throws InterruptedException {
    Awaiting.until(
        runtime,
        changed,
        () -> find(type, matches).isPresent(),
        () -> "No such " + type.getSimpleName() + " among " + lines());
    return find(type, matches).orElseThrow();
  }

  /** Forgets everything. */
  public void clear() {
    traces.clear();
  }
}
