package io.tempera.connection.manager.internal;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerFactory;
import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionCounters;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ConnectionObserver;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionView;
import io.tempera.connection.InboundVerdict;
import io.tempera.connection.ListeningAddress;
import io.tempera.connection.OperationResult;
import io.tempera.connection.Provenance;
import io.tempera.connection.PrunePolicy;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.Handshake;
import io.tempera.mux.MuxFactory;
import io.tempera.peer.RethrowPolicy;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.net.SocketAddress;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The door of the bundle: the service, its settings and its life.
 *
 * <p>Public, and usable without OSGi, for tests and simulations: {@linkplain #of make one}, tell it
 * of {@linkplain #bindListeningAddress listeners} and policies, and call {@link #close()} at the
 * end.
 */
@Component(
    service = ConnectionManager.class,
    configurationPid = {NodeConfig.PID, ManagerConfig.PID},
    immediate = true)
public final class ConnectionManagerComponent implements ConnectionManager, AutoCloseable {
  private final ConnectionManagerShell shell;
  private final ListeningAddresses addresses;
  private final Policies policies;
  private volatile Settings settings;

  /** Begins with no connection. */
  @Activate
  public ConnectionManagerComponent(
      @Reference TemperaRuntime runtime,
      @Reference Tracer tracer,
      @Reference BearerFactory bearers,
      @Reference MuxFactory muxes,
      @Reference Handshake handshake,
      @Reference ProtocolHost host,
      NodeConfig node,
      ManagerConfig manager,
      BundleContext context) {
    this(
        new Services(runtime, tracer, bearers, muxes, handshake, host),
        SettingsReader.read(node, manager),
        new FrameworkStop(context));
  }

  private ConnectionManagerComponent(Services services, Settings settings, NodeStop nodeStop) {
    this.settings = settings;
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION, new ConnectionManagerModule(services, nodeStop, () -> this.settings));
    shell = injector.getInstance(ConnectionManagerShell.class);
    addresses = injector.getInstance(ListeningAddresses.class);
    policies = injector.getInstance(Policies.class);
  }

  /** One without OSGi; where a policy wants the node to stop, it is only said. */
  public static ConnectionManagerComponent of(Services services, Settings settings) {
    return of(services, settings, why -> {});
  }

  /** One without OSGi. */
  public static ConnectionManagerComponent of(
      Services services, Settings settings, NodeStop nodeStop) {
    return new ConnectionManagerComponent(services, settings, nodeStop);
  }

  /** What is set from now on; connections that are there, and timers that run, stay as they are. */
  @Modified
  void modified(NodeConfig node, ManagerConfig manager) {
    settings = SettingsReader.read(node, manager);
  }

  /** From now on dialling begins there. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void bindListeningAddress(ListeningAddress address) {
    addresses.add(address);
  }

  /** No longer there. */
  public void unbindListeningAddress(ListeningAddress address) {
    addresses.remove(address);
  }

  /** Takes the place of the default, or of one that ranks lower. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindPrunePolicy(PrunePolicy policy) {
    policies.pruneBy(policy);
  }

  /** Brings the default back, unless another one has come. */
  public void unbindPrunePolicy(PrunePolicy policy) {
    policies.pruneNoLongerBy(policy);
  }

  /** Is asked too. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindRethrowPolicy(RethrowPolicy policy) {
    policies.judgeBy(policy);
  }

  /** Is not asked any more. */
  public void unbindRethrowPolicy(RethrowPolicy policy) {
    policies.judgeNoLongerBy(policy);
  }

  /** Closes every connection, answers every caller, and waits for that, bounded. Idempotent. */
  @Override
  @Deactivate
  public void close() {
    shell.close();
  }

  @Override
  public AcquireResult acquireOutbound(
      SocketAddress remote, DiffusionMode mode, Provenance provenance) throws InterruptedException {
    return shell.acquireOutbound(remote, mode, provenance);
  }

  @Override
  public OperationResult<ConnectionState> releaseOutbound(ConnectionHandle connection)
      throws InterruptedException {
    return shell.releaseOutbound(connection);
  }

  @Override
  public AcquireResult includeInbound(Bearer bearer) throws InterruptedException {
    return shell.includeInbound(bearer);
  }

  @Override
  public OperationResult<InboundVerdict> releaseInbound(ConnectionHandle connection) {
    return shell.releaseInbound(connection);
  }

  @Override
  public OperationResult<ConnectionState> promotedToWarmRemote(ConnectionHandle connection) {
    return shell.promotedToWarmRemote(connection);
  }

  @Override
  public OperationResult<ConnectionState> demotedToColdRemote(ConnectionHandle connection) {
    return shell.demotedToColdRemote(connection);
  }

  @Override
  public void waitForOutboundDemotion(ConnectionHandle connection) throws InterruptedException {
    shell.waitForOutboundDemotion(connection);
  }

  @Override
  public List<ConnectionView> connections() {
    return shell.connections();
  }

  @Override
  public ConnectionCounters counters() {
    return shell.counters();
  }

  @Override
  public int inboundHardLimit() {
    return settings.inboundHardLimit();
  }

  @Override
  public Subscription observe(ConnectionObserver observer) {
    return shell.observe(observer);
  }
}
