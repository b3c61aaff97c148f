package io.tempera.benchmarks.protocol;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.benchmarks.Subject;
import io.tempera.benchmarks.half.Desk;
import io.tempera.benchmarks.half.Place;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.internal.RuntimeComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Two nodes with a negotiated connection, and two mini-protocols that run on it. */
public final class ProtocolSubject implements Subject {
  private final Place place;
  private final RuntimeComponent runtime;
  private final Desk pings = new Desk();
  private final Desk bulk = new Desk();
  private final Node asks;
  // Its initiators are never started.
  private final Node answers;

  private ProtocolSubject(Place place) throws Exception {
    this.place = place;
    runtime = place.runtime();
    asks = new Node(runtime, pings, bulk);
    answers = new Node(runtime, new Desk(), new Desk());
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (BearerListener listener = answers.bearers().listen(any)) {
      CompletableFuture<Void> answered = new CompletableFuture<>();
      runtime.tasks().start("accept for the benchmark", () -> accept(listener, answered));
      ConnectionHandle asking =
          connected(
              asks.connections()
                  .acquireOutbound(
                      listener.localAddress(), DiffusionMode.INITIATOR_ONLY, Provenance.OUTBOUND));
      answered.get();
      asking.slots().startInitiators(Temperature.HOT);
    }
  }

  private void accept(BearerListener listener, CompletableFuture<Void> answered) {
    try {
      Bearer bearer = listener.accept();
      connected(answers.connections().includeInbound(bearer)).slots().startResponders();
      answered.complete(null);
    } catch (InterruptedException | RuntimeException e) {
      answered.completeExceptionally(e);
    }
  }

  private static ConnectionHandle connected(AcquireResult result) {
    if (result instanceof AcquireResult.Connected(ConnectionHandle handle)) {
      return handle;
    }
    throw new IllegalStateException("There is no connection, but " + result);
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
    asks.close();
    answers.close();
    runtime.close();
  }
}
