package io.tempera.shell.internal;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import io.tempera.runtime.Clock;
import java.time.ZoneId;
import java.util.function.Supplier;

/** Binds what the commands need. */
final class ShellModule extends AbstractModule {
  private final NodeView node;
  private final Clock clock;
  private final Resolver resolver;
  private final Supplier<NodeFacts> facts;
  private final ZoneId zone;
  private final Histories histories;
  private final Vacancies vacancies;

  ShellModule(
      NodeView node,
      Clock clock,
      ZoneId zone,
      Resolver resolver,
      Supplier<NodeFacts> facts,
      Histories histories,
      Vacancies vacancies) {
    this.histories = histories;
    this.vacancies = vacancies;
    this.node = node;
    this.clock = clock;
    this.zone = zone;
    this.resolver = resolver;
    this.facts = facts;
  }

  @Override
  protected void configure() {
    bind(NodeView.class).toInstance(node);
    bind(Clock.class).toInstance(clock);
    bind(ZoneId.class).toInstance(zone);
    bind(Histories.class).toInstance(histories);
    bind(Vacancies.class).toInstance(vacancies);
    bind(Resolver.class).toInstance(resolver);
    bind(new TypeLiteral<Supplier<NodeFacts>>() {}).toInstance(facts);
  }
}
