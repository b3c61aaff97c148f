package io.tempera.handshake.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;

/** Binds the bundle's classes. */
final class HandshakeModule extends AbstractModule {
  private final TemperaRuntime runtime;
  private final Tracer tracer;

  HandshakeModule(TemperaRuntime runtime, Tracer tracer) {
    this.runtime = runtime;
    this.tracer = tracer;
  }

  @Override
  protected void configure() {
    bind(TemperaRuntime.class).toInstance(runtime);
    bind(Tracer.class).toInstance(tracer);
    bind(Negotiator.class).in(Scopes.SINGLETON);
  }
}
