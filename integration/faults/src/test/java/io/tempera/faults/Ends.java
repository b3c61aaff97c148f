package io.tempera.faults;

import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.trace.Level;
import io.tempera.trace.Trace;
import io.tempera.trace.TraceListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What an operator reads about connections that end: whatever is a warning, and each close. And
 * which connections the node has forgotten.
 */
final class Ends implements TraceListener<Trace> {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Set<ConnectionState> IN_USE =
      EnumSet.of(ConnectionState.INBOUND_UNI, ConnectionState.INBOUND_DUP);

  private final Semaphore accepted = new Semaphore(0);
  private final LinkedBlockingQueue<Trace> said = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<ConnectionTrace.Transition> forgotten =
      new LinkedBlockingQueue<>();

  private final LinkedBlockingQueue<ConnectionTrace.Transition> used = new LinkedBlockingQueue<>();

  @Override
  public Class<Trace> type() {
    return Trace.class;
  }

  @Override
  public void happened(Trace trace) {
    if (trace.level().compareTo(Level.WARN) >= 0 || trace instanceof ConnectionTrace.Closed) {
      said.add(trace);
    } else if (trace instanceof ConnectionTrace.Transition transition) {
      if (transition.to() == ConnectionState.UNKNOWN) {
        forgotten.add(transition);
      } else if (transition.to() == ConnectionState.UNNEGOTIATED_IN) {
        accepted.release();
      } else if (IN_USE.contains(transition.to())) {
        used.add(transition);
      }
    }
  }

  /** From now on {@link #awaitAccepted} counts. */
  void forgetAccepted() {
    accepted.drainPermits();
  }

  /** Waits until the node has accepted a connection. */
  void awaitAccepted() throws InterruptedException {
    if (!accepted.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("The node accepts nobody");
    }
  }

  /** Waits until the node knows that the remote side of a connection uses it. */
  void awaitUsed(String address) throws InterruptedException {
    ConnectionTrace.Transition next;
    do {
      next = used.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("The node does not say that " + address + " is in use");
      }
    } while (!next.text().contains(address + " "));
  }

  /** The same for one. */
  List<Trace> awaitForgotten(String address) throws InterruptedException {
    return awaitForgotten(List.of(address));
  }

  /**
   * Waits until the node has forgotten connections, and returns what it said meanwhile.
   *
   * @throws AssertionError when it forgets another one, or not all of them
   */
  List<Trace> awaitForgotten(List<String> addresses) throws InterruptedException {
    Set<String> left = new HashSet<>(addresses);
    while (!left.isEmpty()) {
      ConnectionTrace.Transition gone = forgotten.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (gone == null) {
        throw new AssertionError("The node keeps the connections with " + left);
      }
      if (!left.removeIf(address -> gone.text().contains(address + " "))) {
        throw new AssertionError("None of the connections with " + left + " but: " + gone.text());
      }
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
