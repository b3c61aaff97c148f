package io.tempera.runtime.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Tasks;
import io.tempera.trace.Tracer;
import java.util.function.Supplier;

/** Binds the real clock, timers, threads and chance. */
final class RuntimeModule extends AbstractModule {
  private final Supplier<LoopSettings> settings;
  private final Tracer tracer;

  RuntimeModule(Supplier<LoopSettings> settings, Tracer tracer) {
    this.settings = settings;
    this.tracer = tracer;
  }

  @Override
  protected void configure() {
    bind(Clock.class).toInstance(new SystemClock());
    bind(Chance.class).toInstance(new ThreadLocalChance());
    bind(UncaughtReport.class).toInstance(new LogReport());
    bind(SharedTimers.class).in(Scopes.SINGLETON);
    bind(Tasks.class).to(NodeTasks.class).in(Scopes.SINGLETON);
    bind(NodeRuntime.class).in(Scopes.SINGLETON);
  }

  @Provides
  CarrierParts carrierParts(Clock clock, SharedTimers timers) {
    return new CarrierParts(clock, timers, tracer, settings);
  }
}
