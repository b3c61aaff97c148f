package io.tempera.listener.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.TypeLiteral;
import java.util.function.Supplier;

/** What the listener is made of. */
final class ListenerModule extends AbstractModule {
  private final Services services;
  private final Publisher publisher;
  private final Supplier<Settings> settings;

  /** With what comes from outside. */
  ListenerModule(Services services, Publisher publisher, Supplier<Settings> settings) {
    this.services = services;
    this.publisher = publisher;
    this.settings = settings;
  }

  @Override
  protected void configure() {
    bind(Services.class).toInstance(services);
    bind(Publisher.class).toInstance(publisher);
    bind(new TypeLiteral<Supplier<Settings>>() {}).toInstance(settings);
    bind(Gate.class).in(Scopes.SINGLETON);
    bind(Door.class).in(Scopes.SINGLETON);
  }
}
