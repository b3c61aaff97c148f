package io.tempera.staticpeers.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.peer.PeerStateActions;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.util.Hashtable;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of the bundle: its settings and its life. It offers no service, but for a {@link
 * Failure} while its settings make no sense; until they do, it keeps the peers that it has.
 */
@Component(
    service = {},
    configurationPid = {NodeConfig.PID, StaticPeersConfig.PID},
    immediate = true)
public final class StaticPeersComponent {
  /** The service property that carries the sentence to show. */
  private static final String SENTENCE = "tempera.failure";

  private static final Logger LOG = LoggerFactory.getLogger(StaticPeersComponent.class);

  private final BundleContext context;
  private final StaticPeers peers;
  private volatile StaticPeersSettings settings =
      StaticPeersSettings.read("", "hot", StaticPeersSettings.RETRY_DELAY, "false");
  private Optional<ServiceRegistration<Failure>> problem = Optional.empty();

  /** Begins when every required mini-protocol is there. */
  @Activate
  public StaticPeersComponent(
      BundleContext context,
      @Reference TemperaRuntime runtime,
      @Reference PeerStateActions actions,
      @Reference ProtocolHost host,
      @Reference Tracer tracer,
      NodeConfig node,
      StaticPeersConfig config) {
    this.context = context;
    this.peers =
        Guice.createInjector(
                Stage.PRODUCTION,
                new StaticPeersModule(runtime, actions, host, tracer, () -> this.settings))
            .getInstance(StaticPeers.class);
    read(node, config);
    peers.start();
  }

  @Modified
  void modified(NodeConfig node, StaticPeersConfig config) {
    if (read(node, config)) {
      peers.settingsChanged();
    }
  }

  /** Closes the peers, and waits for that, bounded. Idempotent. */
  @Deactivate
  void close() {
    peers.stop();
    forgetProblem();
  }

  /** Takes new settings, or says why not. */
  private boolean read(NodeConfig node, StaticPeersConfig config) {
    forgetProblem();
    try {
      settings =
          StaticPeersSettings.read(
              config.peers(), config.temperature(), config.retry_delay(), node.initiator_only());
      return true;
    } catch (IllegalArgumentException senseless) {
      String sentence = StaticPeersConfig.PID + ": " + senseless.getMessage();
      LOG.error("{}. The settings before that stay.", sentence);
      Hashtable<String, Object> properties = new Hashtable<>();
      properties.put(SENTENCE, sentence);
      problem =
          Optional.of(
              context.registerService(
                  Failure.class, Failure.of(FailureCategory.CONFIGURATION, sentence), properties));
      return false;
    }
  }

  private void forgetProblem() {
    problem.ifPresent(ServiceRegistration::unregister);
    problem = Optional.empty();
  }
}
