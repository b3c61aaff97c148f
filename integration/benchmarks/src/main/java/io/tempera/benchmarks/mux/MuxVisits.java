package io.tempera.benchmarks.mux;

import com.google.inject.Guice;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.bearer.internal.BearerComponent;
import io.tempera.benchmarks.visit.Visits;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.Handshake;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.Offer;
import io.tempera.handshake.VersionData;
import io.tempera.handshake.internal.HandshakeComponent;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxException;
import io.tempera.mux.MuxFactory;
import io.tempera.mux.internal.MuxModule;
import io.tempera.mux.internal.MuxSettings;
import io.tempera.runtime.internal.RuntimeComponent;
import io.tempera.runtime.internal.TracerComponent;
import io.tempera.trace.Tracer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/** Bearer, multiplexer and handshake, used as the connection manager uses them. */
public final class MuxVisits implements Visits {
  /** The real one, to which nobody listens. */
  private static final Tracer SILENT = new TracerComponent();

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Offer OFFER =
      new Offer(
          new TreeSet<>(List.of(14, 15)),
          new VersionData(764_824_073L, DiffusionMode.INITIATOR_AND_RESPONDER, true, false, false),
          Collections.emptySortedSet());

  private final RuntimeComponent runtime = new RuntimeComponent();
  private final BearerComponent server = BearerComponent.withBacklog(BACKLOG, runtime, SILENT);
  private final BearerComponent client = BearerComponent.withDefaults(runtime, SILENT);
  private final Handshake handshake = new HandshakeComponent(runtime, SILENT);
  private final CountDownLatch accepting = new CountDownLatch(1);
  private final MuxFactory muxes;
  private final BearerListener listener;

  private MuxVisits() {
    muxes =
        Guice.createInjector(new MuxModule(() -> MuxSettings.DEFAULTS, runtime, SILENT))
            .getInstance(MuxFactory.class);
    listener = server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    runtime.tasks().start("accept guests", this::accept);
  }

  /** Listens. */
  public static MuxVisits open() {
    return new MuxVisits();
  }

  private void accept() {
    try {
      while (true) {
        Bearer bearer = listener.accept();
        runtime.tasks().start("serve a guest", () -> serve(bearer));
      }
    } catch (InterruptedException | BearerException e) {
      // The end: the listener is closed.
      accepting.countDown();
    }
  }

  private void serve(Bearer bearer) {
    Mux mux = muxes.create(bearer);
    try {
      agree(mux, handshake.server(mux.handshakeChannel(), OFFER));
    } catch (InterruptedException | MuxException e) {
      // The guest has to find that out itself.
      mux.stop();
    }
  }

  @Override
  public String name() {
    return "Tempera's mux and handshake";
  }

  @Override
  public void visit(int guest) throws InterruptedException {
    Bearer bearer =
        client.dial(new DialRequest(listener.localAddress(), Optional.empty(), PATIENCE));
    Mux mux = muxes.create(bearer);
    agree(mux, handshake.client(mux.handshakeChannel(), OFFER));
    CountDownLatch gone = new CountDownLatch(1);
    mux.whenEnded(end -> gone.countDown());
    mux.stop();
    gone.await();
  }

  private static void agree(Mux mux, HandshakeOutcome outcome) {
    if (!(outcome instanceof HandshakeOutcome.Accepted)) {
      throw new IllegalStateException("There is no agreement, but " + outcome);
    }
    mux.run();
  }

  @Override
  public void close() throws InterruptedException {
    listener.close();
    accepting.await();
    client.close();
    server.close();
    runtime.close();
  }
}
