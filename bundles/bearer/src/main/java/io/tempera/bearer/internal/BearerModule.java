package io.tempera.bearer.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.TypeLiteral;
import io.tempera.bearer.BearerFactory;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.util.function.Supplier;

/** What the bearer bundle is made of. */
final class BearerModule extends AbstractModule {
  private final Supplier<BearerSettings> settings;
  private final TemperaRuntime runtime;
  private final Tracer tracer;

  /** With what comes from outside. */
  BearerModule(Supplier<BearerSettings> settings, TemperaRuntime runtime, Tracer tracer) {
    this.settings = settings;
    this.runtime = runtime;
    this.tracer = tracer;
  }

  @Override
  protected void configure() {
    bind(new TypeLiteral<Supplier<BearerSettings>>() {}).toInstance(settings);
    bind(TemperaRuntime.class).toInstance(runtime);
    bind(Tracer.class).toInstance(tracer);
    bind(NettyBearerFactory.class).in(Scopes.SINGLETON);
    bind(BearerFactory.class).to(NettyBearerFactory.class);
  }
}
