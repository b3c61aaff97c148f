package io.tempera.protocol.host.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.mux.Mux;
import io.tempera.protocol.HandOvers;
import io.tempera.protocol.HostedProtocol;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ProtocolHost;
import io.tempera.protocol.ProtocolTrace;
import io.tempera.protocol.Slots;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The door of the bundle: offers {@link ProtocolHost}, and follows the {@link MiniProtocol}
 * services with their changes.
 */
@Component(
    service = ProtocolHost.class,
    immediate = true,
    // The one that every node has comes first: Felix looks at no further one than the first that is
    // missing.
    configurationPid = {"io.tempera.node", "io.tempera.protocol.host"})
public final class ProtocolHostComponent implements ProtocolHost {
  /** The settings of this bundle as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: protocol host",
      description = "The mini-protocols that are deployed, and their running halves.",
      pid = "io.tempera.protocol.host")
  public @interface Config {
    /** How long a going bundle waits. */
    @AttributeDefinition(
        name = "Hand-over timeout (seconds)",
        description =
            "How long a mini-protocol bundle that is stopped waits for its running halves, all"
                + " together, before it gives them up.",
        min = "1")
    int hand_over_timeout() default HostSettings.HAND_OVER_TIMEOUT_SECONDS;

    /** How many connections follow a change together. */
    @AttributeDefinition(
        name = "Hand-overs at once (connections)",
        description =
            "When another bundle of a mini-protocol is chosen, the halves of so many connections are"
                + " asked to hand over, and the next ones when those have, or after a millisecond. The"
                + " more, the sooner it is done and the longer each stands still.",
        min = "1")
    int hand_overs_at_once() default HostSettings.HAND_OVERS_AT_ONCE;

    /** How long a slot waits for an implementation. */
    @AttributeDefinition(
        name = "Withdrawal grace (seconds)",
        description =
            "How long the state of a mini-protocol, and what arrives for it, is kept on live"
                + " connections while no bundle implements it. Then its initiators end, and the next"
                + " byte for a responder ends the connection. 0: not at all.",
        min = "0")
    int withdrawal_grace() default HostSettings.WITHDRAWAL_GRACE_SECONDS;
  }

  /** What this bundle takes from the settings of the node. */
  @ObjectClassDefinition(
      name = "Tempera: node, required mini-protocols",
      description = "What must be deployed before the node takes part in the network.",
      pid = "io.tempera.node")
  public @interface NodeConfig {
    /** What must be there. */
    @AttributeDefinition(
        name = "Required mini-protocols",
        description =
            "Numbers, separated by commas, that must have been published before the node listens or"
                + " dials. Empty: none. Later changes do not close what is open.",
        required = false)
    String required_protocols() default "" + HostSettings.KEEP_ALIVE;
  }

  private volatile HostSettings settings;
  private final Host host;
  private final OtherApiWatch watch;
  private final Bundle framework;

  /** Starts with nothing published. */
  @Activate
  public ProtocolHostComponent(
      BundleContext context,
      Config config,
      NodeConfig node,
      @Reference TemperaRuntime runtime,
      @Reference Tracer tracer) {
    settings = settings(config, node);
    host =
        Guice.createInjector(Stage.PRODUCTION, new HostModule(() -> this.settings, runtime, tracer))
            .getInstance(Host.class);
    watch = new OtherApiWatch(context, host.rejections());
    framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
  }

  @Modified
  void modified(Config config, NodeConfig node) {
    settings = settings(config, node);
    host.settingsChanged();
  }

  /** Ends every connection's slots; waits for the halves, bounded. Idempotent. */
  @Deactivate
  void deactivate() {
    watch.close();
    host.close();
  }

  /** A mini-protocol was published. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      updated = "updatedProtocol")
  void bindProtocol(ServiceReference<MiniProtocol> reference, MiniProtocol protocol) {
    host.publish(publication(reference), protocol);
  }

  /** Its properties have changed. */
  void updatedProtocol(ServiceReference<MiniProtocol> reference, MiniProtocol protocol) {
    host.change(publication(reference), protocol);
  }

  /**
   * It goes: the service id tells which one, so a newer one of the same number is not touched. When
   * it goes because the whole node does, no connection is at fault: all of them are stopped in
   * order.
   */
  void unbindProtocol(ServiceReference<MiniProtocol> reference) {
    if (framework.getState() == Bundle.STOPPING) {
      host.close();
    }
    host.withdraw(serviceId(reference));
  }

  @Override
  public Slots open(Mux mux, Agreed agreed, DiffusionMode mode) {
    return host.open(mux, agreed, mode);
  }

  @Override
  public List<HostedProtocol> protocols() {
    return host.protocols();
  }

  @Override
  public List<HandOvers> handOvers() {
    return host.handOvers();
  }

  @Override
  public List<ProtocolTrace.Rejected> rejected() {
    return host.rejected();
  }

  @Override
  public SortedSet<Integer> missing() {
    return host.missing();
  }

  @Override
  public Subscription whenReady(Runnable callback) {
    return host.whenReady(callback);
  }

  private static Publication publication(ServiceReference<MiniProtocol> reference) {
    SortedMap<String, Object> properties = new TreeMap<>();
    for (String name :
        List.of(
            Declaration.NUMBER,
            Declaration.TEMPERATURE,
            Declaration.RESPONDER_START,
            Declaration.INGRESS_LIMIT)) {
      Object value = reference.getProperty(name);
      if (value != null) {
        properties.put(name, value);
      }
    }
    Bundle bundle = reference.getBundle();
    Version version = bundle.getVersion();
    int ranking =
        reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
    return new Publication(
        serviceId(reference),
        bundle.getSymbolicName(),
        new BundleVersion(
            version.getMajor(), version.getMinor(), version.getMicro(), version.getQualifier()),
        ranking,
        properties);
  }

  private static long serviceId(ServiceReference<MiniProtocol> reference) {
    return (Long) reference.getProperty(Constants.SERVICE_ID);
  }

  private static HostSettings settings(Config config, NodeConfig node) {
    return new HostSettings(
        Duration.ofSeconds(config.hand_over_timeout()),
        config.hand_overs_at_once(),
        Duration.ofSeconds(config.withdrawal_grace()),
        HostSettings.numbers(node.required_protocols()));
  }
}
