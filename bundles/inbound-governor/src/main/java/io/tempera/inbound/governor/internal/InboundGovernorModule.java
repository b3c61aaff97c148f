package io.tempera.inbound.governor.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import io.tempera.connection.ConnectionManager;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.util.function.Supplier;

/** What the inbound governor is made of. */
final class InboundGovernorModule extends AbstractModule {
  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final ConnectionManager connections;
  private final Supplier<Settings> settings;

  /** With what comes from outside. */
  InboundGovernorModule(
      TemperaRuntime runtime,
      Tracer tracer,
      ConnectionManager connections,
      Supplier<Settings> settings) {
    this.runtime = runtime;
    this.tracer = tracer;
    this.connections = connections;
    this.settings = settings;
  }

  @Override
  protected void configure() {
    bind(Services.class)
        .toInstance(new Services(connections, runtime, tracer, settings, new Counting(tracer)));
    bind(InboundGovernorShell.class).in(Scopes.SINGLETON);
  }
}
