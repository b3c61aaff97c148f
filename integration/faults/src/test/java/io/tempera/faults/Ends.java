package io.tempera.faults;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What an operator reads about connections that end: whatever is a warning, and each close. And
 * which connections the node has forgotten.
 */
final class Ends implements TraceListener<Trace> {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final LinkedBlockingQueue<Trace> said = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<ConnectionTrace.Transition> forgotten =
      new LinkedBlockingQueue<>();

  @Override
  public Class<Trace> type() {
    return Trace.class;
  }

  @Override
  public void happened(Trace trace) {
    if (trace.level().compareTo(Level.WARN) >= 0 || trace instanceof ConnectionTrace.Closed) {
      said.add(trace);
    } else if (trace instanceof ConnectionTrace.Transition transition
        && transition.to() == ConnectionState.UNKNOWN) {
      forgotten.add(transition);
    }
  }

  /**
   * Waits until the node has forgotten one connection, and returns what it said meanwhile.
   *
   * @throws AssertionError when it forgets another one, or none
   */
  List<Trace> awaitForgotten(String address) throws InterruptedException {
    ConnectionTrace.Transition gone = forgotten.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (gone == null) {
      throw new AssertionError("The node keeps the connection with " + address);
    }
    if (!gone.text().contains(address + " ")) {
      throw new AssertionError("Not the connection with " + address + " but: " + gone.text());
    }
    List<Trace> texts = new ArrayList<>();
    said.drainTo(texts);
    return texts;
  }

  /** Whether nothing has ended since. */
  boolean isQuiet() {
    return said.isEmpty() && forgotten.isEmpty();
  }
}
