package io.tempera.fuzzing;

import io.tempera.trace.FrequentTrace;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps every trace: with what is frequent, or nobody wants that. */
public final class TraceList implements Tracer {
  private final List<Trace> traces = new ArrayList<>();
  private final boolean frequentToo;

  /** An empty one. */
  public TraceList(boolean frequentToo) {
    this.frequentToo = frequentToo;
  }

  @Override
  public void trace(Trace trace) {
    FuzzTarget.check(wanted(trace.getClass()), "nothing is made that nobody wants");
    traces.add(trace);
  }

  @Override
  public boolean wanted(Class<? extends Trace> kind) {
    return frequentToo || !FrequentTrace.class.isAssignableFrom(kind);
  }

  /** Everything so far. */
  public List<Trace> all() {
    return Collections.unmodifiableList(traces);
  }
}
