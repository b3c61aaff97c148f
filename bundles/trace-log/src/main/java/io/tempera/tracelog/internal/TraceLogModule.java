package io.tempera.tracelog.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import io.tempera.runtime.TemperaRuntime;
import java.util.function.Supplier;

/** Binds the log with its two places to write to. */
final class TraceLogModule extends AbstractModule {
  private final TemperaRuntime runtime;
  private final Supplier<LogSettings> settings;
  private final LineSink log;
  private final LineSink console;

  TraceLogModule(
      TemperaRuntime runtime, Supplier<LogSettings> settings, LineSink log, LineSink console) {
    this.runtime = runtime;
    this.settings = settings;
    this.log = log;
    this.console = console;
  }

  @Override
  protected void configure() {
    bind(TemperaRuntime.class).toInstance(runtime);
    bind(new TypeLiteral<Supplier<LogSettings>>() {}).toInstance(settings);
    bind(TraceLog.class).in(Scopes.SINGLETON);
  }

  @Provides
  @Singleton
  LineWriter writer() {
    return new LineWriter(runtime.clock(), log, console);
  }
}
