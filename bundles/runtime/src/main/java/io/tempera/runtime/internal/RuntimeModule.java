package io.tempera.runtime.internal;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Tasks;

/** Binds the real clock, timers, threads and chance. */
final class RuntimeModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(Clock.class).toInstance(new SystemClock());
    bind(Chance.class).toInstance(new ThreadLocalChance());
    bind(UncaughtReport.class).toInstance(new LogReport());
    bind(SharedTimers.class).in(Scopes.SINGLETON);
    bind(NodeRuntime.class).in(Scopes.SINGLETON);
  }

  @Provides
  @Singleton
  Tasks tasks(UncaughtReport report) {
    return new VirtualThreadTasks(Thread::ofVirtual, report);
  }
}
