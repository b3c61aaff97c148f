package io.tempera.peer.state.actions.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.NodeDoor;
import io.tempera.connection.Provenance;
import io.tempera.failure.Failure;
import io.tempera.handshake.DiffusionMode;
import io.tempera.peer.ExitPolicy;
import io.tempera.peer.PeerConnectionHandle;
import io.tempera.peer.PeerMonitoring;
import io.tempera.peer.PeerStateActions;
import io.tempera.peer.RethrowPolicy;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of the bundle: the service, its settings, its policies and its life.
 *
 * <p>When the framework goes down it closes the peers before the start levels drop, while their
 * mini-protocols still run.
 *
 * <p>Public, and usable without OSGi, for tests and simulations: {@linkplain #of make one}, and
 * call {@link #close()} at the end.
 */
@Component(
    service = PeerStateActions.class,
    configurationPid = "io.tempera.peer.state.actions",
    immediate = true)
@Designate(ocd = PeerStateActionsComponent.Config.class)
public final class PeerStateActionsComponent implements PeerStateActions, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerStateActionsComponent.class);

  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: peer state actions",
      description = "How long peers may take to change their temperature.")
  public @interface Config {
    /** For an establish. */
    @AttributeDefinition(
        name = "Establish timeout (s)",
        description =
            "Seconds that a peer may take to become warm: for dialling, handshake and the start of"
                + " its mini-protocols. A peer that is COOLING is refused at once. One that is COLD may"
                + " still have an old connection in its time-wait (time.wait.timeout of"
                + " io.tempera.connection.manager): then the end of that is waited for first,"
                + " silently, and counts. After the limit the peer stays cold, and a connection that"
                + " still comes is given back. Holds for those who begin to wait after a change.",
        min = "1")
    int establish_timeout() default PeerSettings.ESTABLISH_TIMEOUT;

    /** For a deactivation. */
    @AttributeDefinition(
        name = "Deactivate timeout (s)",
        description =
            "Seconds that the hot mini-protocols of a peer may take to end when it is demoted from"
                + " hot to warm. After that its connection is closed. Holds for demotions that begin"
                + " after a change.",
        min = "1")
    int deactivate_timeout() default PeerSettings.DEACTIVATE_TIMEOUT;

    /** For a close. */
    @AttributeDefinition(
        name = "Close connection timeout (s)",
        description =
            "Seconds that all mini-protocols of a peer may take to end when it is closed. After that"
                + " its connection is closed at once. Holds for closes that begin after a change.",
        min = "1")
    int close_connection_timeout() default PeerSettings.CLOSE_CONNECTION_TIMEOUT;

    /** For everything, when the node goes down. */
    @AttributeDefinition(
        name = "Shutdown timeout (s)",
        description =
            "Seconds that all peers together may take to close when the node, or this bundle, goes"
                + " down. After that their connections are closed at once; 0 does not wait.",
        min = "0")
    int shutdown_timeout() default PeerSettings.SHUTDOWN_TIMEOUT;
  }

  private final Policies policies = new Policies();
  private final List<NodeDoor> doors = new CopyOnWriteArrayList<>();
  private final Subscription framework;
  private final PeerActions actions;
  private volatile PeerSettings settings;

  /** Starts with no peer. */
  @Activate
  public PeerStateActionsComponent(
      Config config,
      BundleContext context,
      @Reference TemperaRuntime runtime,
      @Reference ConnectionManager connections,
      @Reference Tracer tracer) {
    this.settings = settings(config);
    this.actions = actions(runtime, connections, tracer, why -> stopNode(context, why));
    SynchronousBundleListener listener =
        event -> {
          if (event.getType() == BundleEvent.STOPPING
              && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            doors.forEach(PeerStateActionsComponent::shut);
            actions.shutdown();
          }
        };
    context.addBundleListener(listener);
    this.framework = () -> context.removeBundleListener(listener);
  }

  private PeerStateActionsComponent(
      TemperaRuntime runtime, ConnectionManager connections, Tracer tracer, PeerSettings settings) {
    this.settings = settings;
    this.actions =
        actions(
            runtime,
            connections,
            tracer,
            why -> LOG.error("A policy wants the node to stop: {}", why));
    this.framework = () -> {};
  }

  /** Starts with the default settings, outside of a framework. */
  public static PeerStateActionsComponent withDefaults(
      TemperaRuntime runtime, ConnectionManager connections, Tracer tracer) {
    return of(runtime, connections, tracer, PeerSettings.defaults());
  }

  /** Starts with these settings, outside of a framework. */
  public static PeerStateActionsComponent of(
      TemperaRuntime runtime, ConnectionManager connections, Tracer tracer, PeerSettings settings) {
    return new PeerStateActionsComponent(runtime, connections, tracer, settings);
  }

  /** Holds for what begins from now on; outside of a framework. */
  public void change(PeerSettings other) {
    settings = other;
  }

  private PeerActions actions(
      TemperaRuntime runtime, ConnectionManager connections, Tracer tracer, NodeStop nodeStop) {
    return Guice.createInjector(
            Stage.PRODUCTION,
            new PeerStateActionsModule(
                runtime, connections, tracer, () -> this.settings, policies, nodeStop))
        .getInstance(PeerActions.class);
  }

  private static PeerSettings settings(Config config) {
    return PeerSettings.ofSeconds(
        config.establish_timeout(),
        config.deactivate_timeout(),
        config.close_connection_timeout(),
        config.shutdown_timeout());
  }

  /** The framework stops on a thread of its own, so this does not wait. */
  private static void stopNode(BundleContext context, Failure why) {
    LOG.error("The node stops, because a policy wants it to: {}", why);
    try {
      context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
    } catch (BundleException refused) {
      LOG.error("The node does not stop: {}; stop it by hand", refused.getMessage());
    }
  }

  private static void shut(NodeDoor door) {
    try {
      door.shut();
    } catch (RuntimeException e) {
      LOG.error("A door does not shut, the node goes down all the same: {}", e.toString());
    }
  }

  @Modified
  void modified(Config config) {
    settings = settings(config);
  }

  /** Closes every peer, within the shutdown timeout, and waits for that. Idempotent. */
  @Override
  @Deactivate
  public void close() {
    framework.close();
    actions.shutdown();
  }

  /** Is shut before the peers are closed, when the node goes down. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindDoor(NodeDoor door) {
    doors.add(door);
  }

  /** Has gone by itself. */
  void unbindDoor(NodeDoor door) {
    doors.remove(door);
  }

  /** Takes the place of the default, or of one that ranks lower. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindExitPolicy(ExitPolicy policy) {
    policies.add(policy);
  }

  /** Brings the default back, unless another one has come. */
  void unbindExitPolicy(ExitPolicy policy) {
    policies.remove(policy);
  }

  /** Is asked too. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindRethrowPolicy(RethrowPolicy policy) {
    policies.add(policy);
  }

  /** Is not asked any more. */
  void unbindRethrowPolicy(RethrowPolicy policy) {
    policies.remove(policy);
  }

  @Override
  public PeerConnectionHandle establishPeerConnection(
      SocketAddress remote, DiffusionMode mode, Provenance provenance) throws InterruptedException {
    return actions.establishPeerConnection(remote, mode, provenance);
  }

  @Override
  public void activatePeerConnection(PeerConnectionHandle peer) throws InterruptedException {
    actions.activatePeerConnection(peer);
  }

  @Override
  public void deactivatePeerConnection(PeerConnectionHandle peer) throws InterruptedException {
    actions.deactivatePeerConnection(peer);
  }

  @Override
  public void closePeerConnection(PeerConnectionHandle peer) throws InterruptedException {
    actions.closePeerConnection(peer);
  }

  @Override
  public PeerMonitoring monitorPeerConnection(PeerConnectionHandle peer) {
    return actions.monitorPeerConnection(peer);
  }

  @Override
  public List<PeerConnectionHandle> peers() {
    return actions.peers();
  }
}
