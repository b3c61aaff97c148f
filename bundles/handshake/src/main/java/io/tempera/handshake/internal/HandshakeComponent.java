package io.tempera.handshake.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.handshake.Handshake;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.Offer;
import io.tempera.mux.SduChannel;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The door of the bundle: offers {@link Handshake}. There is nothing to configure (the limits are
 * the protocol's) and nothing to end.
 *
 * <p>Public, and usable without OSGi, for tests and simulations.
 */
@Component(service = Handshake.class)
public final class HandshakeComponent implements Handshake {
  private final Negotiator negotiator;

  /** Ready at once. */
  @Activate
  public HandshakeComponent(@Reference TemperaRuntime runtime, @Reference Tracer tracer) {
    negotiator =
        Guice.createInjector(Stage.PRODUCTION, new HandshakeModule(runtime, tracer))
            .getInstance(Negotiator.class);
  }

  @Override
  public HandshakeOutcome client(SduChannel channel, Offer offer) throws InterruptedException {
    return negotiator.client(channel, offer);
  }

  @Override
  public HandshakeOutcome server(SduChannel channel, Offer offer) throws InterruptedException {
    return negotiator.server(channel, offer);
  }
}
