package io.tempera.peer.state.actions.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.TypeLiteral;
import io.tempera.connection.ConnectionManager;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.util.function.Supplier;

/** What the bundle is made of. */
final class PeerStateActionsModule extends AbstractModule {
  private final TemperaRuntime runtime;
  private final ConnectionManager connections;
  private final Tracer tracer;
  private final Supplier<PeerSettings> settings;
  private final Policies policies;
  private final NodeStop nodeStop;

  /** With what comes from outside. */
  PeerStateActionsModule(
      TemperaRuntime runtime,
      ConnectionManager connections,
      Tracer tracer,
      Supplier<PeerSettings> settings,
      Policies policies,
      NodeStop nodeStop) {
    this.runtime = runtime;
    this.connections = connections;
    this.tracer = tracer;
    this.settings = settings;
    this.policies = policies;
    this.nodeStop = nodeStop;
  }

  @Override
  protected void configure() {
    bind(TemperaRuntime.class).toInstance(runtime);
    bind(ConnectionManager.class).toInstance(connections);
    bind(Tracer.class).toInstance(tracer);
    bind(new TypeLiteral<Supplier<PeerSettings>>() {}).toInstance(settings);
    bind(Policies.class).toInstance(policies);
    bind(NodeStop.class).toInstance(nodeStop);
    bind(PeerParts.class).in(Scopes.SINGLETON);
    bind(PeerDirectory.class).in(Scopes.SINGLETON);
    bind(PeerActions.class).in(Scopes.SINGLETON);
  }
}
