package io.tempera.handshake.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.handshake.Handshake;
import io.tempera.handshake.HandshakeOutcome;
import io.tempera.handshake.Offer;
import io.tempera.mux.SduChannel;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The door of the bundle: the service and its settings. There is nothing to end.
 *
 * <p>Public, and usable without OSGi, for tests and simulations.
 */
@Component(service = Handshake.class, configurationPid = "io.tempera.handshake")
@Designate(ocd = HandshakeComponent.Config.class)
public final class HandshakeComponent implements Handshake {
  private static final double NANOS_PER_SECOND = 1e9;

  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: handshake",
      description =
          "How long a remote side may take to say which versions it speaks, and how much it may say. A"
              + " change holds for handshakes that begin after it.")
  public @interface Config {
    /** Bytes of a message. */
    @AttributeDefinition(
        name = "Size limit (bytes)",
        description =
            "How many bytes the remote side's message may have. One byte more closes the connection.",
        min = "1440",
        max = "65535")
    int size_limit() default HandshakeSettings.SIZE_LIMIT;

    /** Seconds for a message. */
    @AttributeDefinition(
        name = "Time limit (seconds)",
        description =
            "How long to wait for the remote side's whole message; more than 0, at most 3600. Then the"
                + " connection is closed.")
    double time_limit() default HandshakeSettings.TIME_LIMIT_SECONDS;
  }

  private final Negotiator negotiator;
  private volatile HandshakeSettings settings;

  /** Ready at once. */
  @Activate
  public HandshakeComponent(
      Config config, @Reference TemperaRuntime runtime, @Reference Tracer tracer) {
    this(settings(config), runtime, tracer);
  }

  /** With the reference's limits. */
  public HandshakeComponent(TemperaRuntime runtime, Tracer tracer) {
    this(HandshakeSettings.DEFAULTS, runtime, tracer);
  }

  private HandshakeComponent(HandshakeSettings settings, TemperaRuntime runtime, Tracer tracer) {
    this.settings = settings;
    negotiator =
        Guice.createInjector(
                Stage.PRODUCTION, new HandshakeModule(() -> this.settings, runtime, tracer))
            .getInstance(Negotiator.class);
  }

  @Modified
  void modified(Config config) {
    settings = settings(config);
  }

  @Override
  public HandshakeOutcome client(SduChannel channel, Offer offer) throws InterruptedException {
    return negotiator.client(channel, offer);
  }

  @Override
  public HandshakeOutcome server(SduChannel channel, Offer offer) throws InterruptedException {
    return negotiator.server(channel, offer);
  }

  private static HandshakeSettings settings(Config config) {
    return new HandshakeSettings(
        config.size_limit(), Duration.ofNanos(Math.round(config.time_limit() * NANOS_PER_SECOND)));
  }
}
