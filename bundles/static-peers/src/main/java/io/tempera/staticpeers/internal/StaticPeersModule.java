package io.tempera.staticpeers.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.TypeLiteral;
import io.tempera.peer.PeerStateActions;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import java.util.function.Supplier;

/** What the bundle is made of. */
final class StaticPeersModule extends AbstractModule {
  private final TemperaRuntime runtime;
  private final PeerStateActions actions;
  private final ProtocolHost host;
  private final Tracer tracer;
  private final Supplier<StaticPeersSettings> settings;

  /** With what comes from outside. */
  StaticPeersModule(
      TemperaRuntime runtime,
      PeerStateActions actions,
      ProtocolHost host,
      Tracer tracer,
      Supplier<StaticPeersSettings> settings) {
    this.runtime = runtime;
    this.actions = actions;
    this.host = host;
    this.tracer = tracer;
    this.settings = settings;
  }

  @Override
  protected void configure() {
    bind(TemperaRuntime.class).toInstance(runtime);
    bind(PeerStateActions.class).toInstance(actions);
    bind(ProtocolHost.class).toInstance(host);
    bind(Tracer.class).toInstance(tracer);
    bind(new TypeLiteral<Supplier<StaticPeersSettings>>() {}).toInstance(settings);
    bind(KeeperParts.class).in(Scopes.SINGLETON);
    bind(StaticPeers.class).in(Scopes.SINGLETON);
  }

  @Provides
  Wait ended() {
    return runtime.newWait();
  }
}
