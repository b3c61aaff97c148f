package io.tempera.chain.memory.internal;

import io.tempera.runtime.Mailbox;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.util.List;

/** What a change of the chain brings about, once its lock is given back. */
record Effects(List<Trace> traces, List<Runnable> news) {
  Effects {
    traces = List.copyOf(traces);
    news = List.copyOf(news);
  }

  /**
   * Each on its own, so that none that throws keeps the others from happening: the mailbox reports
   * it. Who waits is told first.
   */
  void happen(Mailbox<Runnable> outbox, Tracer tracer) {
    news.forEach(outbox::post);
    traces.forEach(trace -> outbox.post(() -> say(trace, tracer)));
  }

  private static void say(Trace trace, Tracer tracer) {
    if (tracer.wanted(trace.getClass())) {
      tracer.trace(trace);
    }
  }
}
