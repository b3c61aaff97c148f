package io.tempera.mux.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.bearer.Bearer;
import io.tempera.mux.Mux;
import io.tempera.mux.MuxFactory;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The door of the bundle: the service, its settings and its life. */
@Component(service = MuxFactory.class, configurationPid = "io.tempera.mux")
@Designate(ocd = MuxComponent.Config.class)
public final class MuxComponent implements MuxFactory {
  private static final double NANOS_PER_SECOND = 1e9;

  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: mux",
      description =
          "How long frames may take, and how much may wait. A change holds from then on; a timer that"
              + " runs keeps its time.")
  public @interface Config {
    /** Seconds for an SDU. */
    @AttributeDefinition(
        name = "SDU timeout (seconds)",
        description =
            "How long one frame may take from its first byte to its last, and a batch for each frame"
                + " in it until it is written. Then the connection is closed.",
        max = "3600")
    double sdu_timeout() default MuxSettings.SDU_TIMEOUT_SECONDS;

    /** Seconds for a stop. */
    @AttributeDefinition(
        name = "Stop drain (seconds)",
        description =
            "How long a connection that is stopped waits until what is queued has been written.",
        max = "3600")
    double stop_drain() default MuxSettings.STOP_DRAIN_SECONDS;

    /** Seconds after a FIN. */
    @AttributeDefinition(
        name = "End-of-file grace (seconds)",
        description =
            "How long the mini-protocols may go on after the remote side closed its direction.",
        max = "3600")
    double eof_grace() default MuxSettings.EOF_GRACE_SECONDS;

    /** Bytes queued at which a send blocks. */
    @AttributeDefinition(
        name = "Egress soft limit (bytes)",
        description =
            "When one half of a mini-protocol has so much queued, its next send waits. The message"
                + " that passes the limit is taken as a whole.",
        min = "1")
    int egress_soft_limit() default MuxSettings.EGRESS_SOFT_LIMIT;

    /** SDUs in a batch. */
    @AttributeDefinition(
        name = "Batch (frames)",
        description = "The most frames that are written in one go.",
        min = "1",
        max = "16384")
    int batch_sdus() default MuxSettings.BATCH_SDUS;

    /** Seconds between turns. */
    @AttributeDefinition(
        name = "Egress interval (seconds)",
        description =
            "How long after everything was sent the next frames wait for company, counted from the"
                + " turn before. 0 sends at once; more means fewer packets and later answers.",
        min = "0",
        max = "0.2")
    double egress_interval() default 0;

    /** Bytes that wait in the whole node. */
    @AttributeDefinition(
        name = "Ingress budget (bytes)",
        description =
            "How much may wait for mini-protocols on all connections together. Beyond it the"
                + " connection that holds most is closed. 0 means a quarter of the heap.",
        min = "0")
    long ingress_budget() default 0;

    /** Bytes held during the handshake. */
    @AttributeDefinition(
        name = "Handshake hold (bytes)",
        description =
            "How much may arrive before the handshake is over, 64 bytes a frame beside its payload."
                + " One byte more closes the connection.",
        min = "65599")
    int handshake_hold() default MuxSettings.HANDSHAKE_HOLD;
  }

  private volatile MuxSettings settings;
  private final LiveMuxFactory factory;

  /** Makes the factory. */
  @Activate
  public MuxComponent(Config config, @Reference TemperaRuntime runtime, @Reference Tracer tracer) {
    settings = settings(config);
    factory =
        Guice.createInjector(Stage.PRODUCTION, new MuxModule(() -> settings, runtime, tracer))
            .getInstance(LiveMuxFactory.class);
  }

  @Modified
  void modified(Config config) {
    settings = settings(config);
  }

  @Deactivate
  void deactivate() {
    factory.close();
  }

  @Override
  public Mux create(Bearer bearer) {
    return factory.create(bearer);
  }

  private static MuxSettings settings(Config config) {
    return new MuxSettings(
        seconds(config.sdu_timeout()),
        seconds(config.stop_drain()),
        seconds(config.eof_grace()),
        config.egress_soft_limit(),
        config.batch_sdus(),
        seconds(config.egress_interval()),
        config.ingress_budget() == 0 ? MuxSettings.defaultIngressBudget() : config.ingress_budget(),
        config.handshake_hold());
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
  }
}
