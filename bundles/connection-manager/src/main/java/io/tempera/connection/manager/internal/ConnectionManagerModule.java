package io.tempera.connection.manager.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.TypeLiteral;
import java.util.function.Supplier;

/** What the connection manager is made of. */
final class ConnectionManagerModule extends AbstractModule {
  private final Services services;
  private final NodeStop nodeStop;
  private final Supplier<Settings> settings;

  /** With what comes from outside. */
  ConnectionManagerModule(Services services, NodeStop nodeStop, Supplier<Settings> settings) {
    this.services = services;
    this.nodeStop = nodeStop;
    this.settings = settings;
  }

  @Override
  protected void configure() {
    bind(Services.class).toInstance(services);
    bind(NodeStop.class).toInstance(nodeStop);
    bind(new TypeLiteral<Supplier<Settings>>() {}).toInstance(settings);
    bind(Owner.class).in(Scopes.SINGLETON);
    bind(ListeningAddresses.class).in(Scopes.SINGLETON);
    bind(Policies.class).in(Scopes.SINGLETON);
    bind(Judgments.class).in(Scopes.SINGLETON);
    bind(Links.class).in(Scopes.SINGLETON);
    bind(Opening.class).in(Scopes.SINGLETON);
    bind(EffectRunner.class).in(Scopes.SINGLETON);
    bind(Entries.class).in(Scopes.SINGLETON);
    bind(ConnectionManagerShell.class).in(Scopes.SINGLETON);
  }
}
