package io.tempera.chain.memory.internal;

import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.util.List;

/** What a change of the chain brings about, once its lock is given back. */
record Effects(List<Trace> traces, List<Runnable> news) {
  Effects {
    traces = List.copyOf(traces);
    news = List.copyOf(news);
  }

  void happen(Tracer tracer) {
    for (Trace trace : traces) {
      if (tracer.wanted(trace.getClass())) {
        tracer.trace(trace);
      }
    }
    news.forEach(Runnable::run);
  }
}
