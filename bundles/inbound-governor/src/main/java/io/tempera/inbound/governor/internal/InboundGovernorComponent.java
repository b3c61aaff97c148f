package io.tempera.inbound.governor.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionManager;
import io.tempera.inbound.InboundCounters;
import io.tempera.inbound.InboundGovernor;
import io.tempera.inbound.MatureDuplexPeer;
import io.tempera.inbound.RemoteState;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.util.List;
import java.util.SortedMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The door of the bundle: the service, its settings and its life.
 *
 * <p>Public, and usable without OSGi, for tests and simulations: {@linkplain #of make one}, and
 * call {@link #close()} at the end.
 */
@Component(
    service = InboundGovernor.class,
    configurationPid = "io.tempera.inbound.governor",
    immediate = true)
@Designate(ocd = InboundGovernorComponent.Config.class)
public final class InboundGovernorComponent implements InboundGovernor, AutoCloseable {
  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: inbound governor",
      description = "Follows what remote sides make of the connections that they may use.")
  public @interface Config {
    /** How long a connection may be unused. */
    @AttributeDefinition(
        name = "Idle timeout (s)",
        description =
            "How long a remote side may leave a connection unused that we do not use either, before"
                + " it is closed. A timer that runs keeps the time it began with.",
        type = AttributeType.DOUBLE)
    String idle_timeout() default Settings.IDLE_TIMEOUT;

    /** How long a connection is fresh. */
    @AttributeDefinition(
        name = "Mature peer delay (s)",
        description =
            "How long a connection that both sides may use must have been there before its remote"
                + " side is a mature peer, which others may be told of. A timer that runs keeps the"
                + " time it began with.",
        type = AttributeType.DOUBLE)
    String mature_peer_delay() default Settings.MATURE_PEER_DELAY;

    /** How long the end may take. */
    @AttributeDefinition(
        name = "Close timeout (s)",
        description =
            "Seconds for which the end of the inbound governor waits for what is being done about"
                + " connections just then: 0 to 31536000. They are stopped all the same, after it.",
        type = AttributeType.DOUBLE)
    String close_timeout() default Settings.CLOSE_TIMEOUT;
  }

  private final InboundGovernorShell shell;
  private volatile Settings settings;

  /** Begins to follow. */
  @Activate
  public InboundGovernorComponent(
      @Reference TemperaRuntime runtime,
      @Reference Tracer tracer,
      @Reference ConnectionManager connections,
      Config config) {
    this(runtime, tracer, connections, read(config));
  }

  private InboundGovernorComponent(
      TemperaRuntime runtime, Tracer tracer, ConnectionManager connections, Settings settings) {
    this.settings = settings;
    shell =
        Guice.createInjector(
                Stage.PRODUCTION,
                new InboundGovernorModule(runtime, tracer, connections, () -> this.settings))
            .getInstance(InboundGovernorShell.class);
    shell.start();
  }

  private static Settings read(Config config) {
    return Settings.read(config.idle_timeout(), config.mature_peer_delay(), config.close_timeout());
  }

  /** One without OSGi. */
  public static InboundGovernorComponent of(
      TemperaRuntime runtime, Tracer tracer, ConnectionManager connections, Settings settings) {
    return new InboundGovernorComponent(runtime, tracer, connections, settings);
  }

  @Modified
  void modified(Config config) {
    settings = read(config);
  }

  /** Follows nothing any more, and stops the connections that it followed. Idempotent. */
  @Override
  @Deactivate
  public void close() {
    shell.close();
  }

  @Override
  public SortedMap<ConnectionId, RemoteState> remoteStates() {
    return shell.remoteStates();
  }

  @Override
  public InboundCounters counters() {
    return shell.counters();
  }

  @Override
  public List<MatureDuplexPeer> matureDuplexPeers() {
    return shell.matureDuplexPeers();
  }

  /** Those that are not mature yet, likewise; for tests. */
  List<MatureDuplexPeer> freshDuplexPeers() {
    return shell.freshDuplexPeers();
  }
}
