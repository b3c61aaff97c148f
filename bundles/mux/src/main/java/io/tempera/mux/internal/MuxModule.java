package io.tempera.mux.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.TypeLiteral;
import io.tempera.mux.MuxFactory;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.util.function.Supplier;

/**
 * What the mux bundle is made of: binds {@link MuxFactory}. Public for nodes that are put together
 * without OSGi, in simulations and tests.
 */
public final class MuxModule extends AbstractModule {
  private final Supplier<MuxSettings> settings;
  private final TemperaRuntime runtime;
  private final Tracer tracer;

  /**
   * With what comes from outside.
   *
   * @param settings asked whenever one is needed
   */
  public MuxModule(Supplier<MuxSettings> settings, TemperaRuntime runtime, Tracer tracer) {
    this.settings = settings;
    this.runtime = runtime;
    this.tracer = tracer;
  }

  @Override
  protected void configure() {
    bind(new TypeLiteral<Supplier<MuxSettings>>() {}).toInstance(settings);
    bind(TemperaRuntime.class).toInstance(runtime);
    bind(Tracer.class).toInstance(tracer);
    bind(LiveMuxFactory.class).in(Scopes.SINGLETON);
    bind(MuxFactory.class).to(LiveMuxFactory.class);
  }
}
