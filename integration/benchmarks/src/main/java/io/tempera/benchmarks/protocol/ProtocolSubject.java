package io.tempera.benchmarks.protocol;

import io.tempera.benchmarks.Subject;
import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.half.Place;
import io.tempera.runtime.internal.RuntimeComponent;

/** Two nodes with a negotiated connection, and two mini-protocols that run on it. */
public final class ProtocolSubject implements Subject {
  private final Place place;
  private final Desk pings = new Desk();
  private final Desk bulk = new Desk();
  private final Pair pair;

  private ProtocolSubject(Place place) throws Exception {
    this.place = place;
    RuntimeComponent runtime = place.runtime();
    pair =
        Pair.open(
            runtime,
            Node.talking(runtime, pings, bulk),
            Node.talking(runtime, new Desk(), new Desk()));
  }

  /** Connects and negotiates. */
  public static ProtocolSubject open(Place place) throws Exception {
    return new ProtocolSubject(place);
  }

  @Override
  public String name() {
    return place.row("Tempera's mini-protocols");
  }

  @Override
  public long[] pingPong(int count) throws InterruptedException {
    return pings.order(count);
  }

  @Override
  public long bulk(int messages) throws InterruptedException {
    return bulk.order(messages)[0];
  }

  @Override
  public void close() {
    pair.close();
  }
}
