package io.tempera.containers;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.ProtocolKey;
import io.tempera.mux.WireTrace.ReceiveEnded;
import io.tempera.trace.TraceListener;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The messages that halves of the node around the test take from the wire. */
final class Traffic implements TraceListener<ReceiveEnded>, AutoCloseable {
  private static final long LIMIT_S = 30;

  /** How many more messages are awaited where; nothing at 0. */
  private final Map<Place, Integer> awaited = new HashMap<>();

  private ServiceRegistration<?> registration;

  /** A half on a connection. */
  record Place(ConnectionId connection, ProtocolKey key) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::connection).thenComparing(Place::key);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  static Traffic in(BundleContext context) {
    Traffic traffic = new Traffic();
    traffic.registration = context.registerService(TraceListener.class, traffic, new Hashtable<>());
    return traffic;
  }

  @Override
  public Class<ReceiveEnded> type() {
    return ReceiveEnded.class;
  }

  @Override
  public synchronized void happened(ReceiveEnded trace) {
    awaited.computeIfPresent(
        new Place(trace.connectionId(), trace.key()), (place, more) -> more == 1 ? null : more - 1);
    if (awaited.isEmpty()) {
      notifyAll();
    }
  }

  /** Waits until so many more messages were taken at each of some places. */
  synchronized void awaitMore(Set<Place> places, int more) throws InterruptedException {
    awaited.clear();
    places.forEach(place -> awaited.put(place, more));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
    while (!awaited.isEmpty()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("Messages that were awaited for " + LIMIT_S + " s: " + awaited);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  @Override
  public void close() {
    registration.unregister();
  }
}
