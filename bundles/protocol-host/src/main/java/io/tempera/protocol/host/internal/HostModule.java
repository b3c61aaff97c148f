package io.tempera.protocol.host.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.util.function.Supplier;

/** Binds the bundle's classes. */
final class HostModule extends AbstractModule {
  private final Supplier<HostSettings> settings;
  private final TemperaRuntime runtime;
  private final Tracer tracer;

  HostModule(Supplier<HostSettings> settings, TemperaRuntime runtime, Tracer tracer) {
    this.settings = settings;
    this.runtime = runtime;
    this.tracer = tracer;
  }

  @Override
  protected void configure() {
    bind(TemperaRuntime.class).toInstance(runtime);
    bind(Tracer.class).toInstance(tracer);
    bind(Registry.class).toInstance(new Registry(runtime.clock()));
    bind(HandOverBook.class)
        .toInstance(new HandOverBook(runtime, tracer, () -> settings.get().withdrawalGrace()));
    bind(Connections.class).toInstance(new Connections());
    bind(Readiness.class).toInstance(new Readiness(settings));
    bind(Host.class).in(Scopes.SINGLETON);
  }

  @Provides
  @Singleton
  Supplier<HostSettings> settings() {
    return settings;
  }
}
