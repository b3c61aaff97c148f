package io.tempera.handshake.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.TypeLiteral;
import io.tempera.runtime.Clock;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.util.function.Supplier;

/** Binds the bundle's classes. */
final class HandshakeModule extends AbstractModule {
  private final Supplier<HandshakeSettings> settings;
  private final TemperaRuntime runtime;
  private final Tracer tracer;

  HandshakeModule(Supplier<HandshakeSettings> settings, TemperaRuntime runtime, Tracer tracer) {
    this.settings = settings;
    this.runtime = runtime;
    this.tracer = tracer;
  }

  @Override
  protected void configure() {
    bind(new TypeLiteral<Supplier<HandshakeSettings>>() {}).toInstance(settings);
    bind(Clock.class).toInstance(runtime.clock());
    bind(Tracer.class).toInstance(tracer);
    bind(Negotiator.class).in(Scopes.SINGLETON);
  }
}
