package io.tempera.runtime.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timers;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import java.time.Duration;
import java.util.function.Consumer;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The door of the runtime: offers {@link TemperaRuntime} on real time.
 *
 * <p>Public, and usable without OSGi, for tests that run on real time: make one, and call {@link
 * #close()} at the end.
 */
@Component(
    service = TemperaRuntime.class,
    immediate = true,
    configurationPid = "io.tempera.runtime")
@Designate(ocd = RuntimeComponent.Config.class)
public final class RuntimeComponent implements TemperaRuntime, AutoCloseable {
  private static final double NANOS_PER_MILLI = 1e6;

  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: runtime",
      description = "Where the halves of mini-protocols run. A change holds for those that start.")
  public @interface Config {
    /** Whether halves run on event loops. */
    @AttributeDefinition(
        name = "Halves on event loops",
        description =
            "Runs each half of a mini-protocol on the event loop of its connection: round trips take"
                + " far less time, and code that does not wait holds up the loop's other"
                + " connections. Needs Java 24 or later and the JVM option --add-opens"
                + " java.base/java.lang=ALL-UNNAMED, which bin/tempera sets.")
    boolean halves_on_event_loop() default false;

    /** Milliseconds on a loop without waiting. */
    @AttributeDefinition(
        name = "Hold limit (milliseconds)",
        description =
            "How long a half may run on an event loop without waiting. At the second time within a"
                + " thousand runs a trace names it, and it runs beside the loop, for 1 s at first and"
                + " twice as long each time.")
    double halves_hold_limit() default LoopSettings.HOLD_LIMIT_MILLIS;

    /** Milliseconds of a turn in which halves are begun. */
    @AttributeDefinition(
        name = "Turn limit (milliseconds)",
        description =
            "For how long halves are begun in one turn of an event loop; then the sockets are looked"
                + " at, and the others follow in the next turn.")
    double halves_turn_limit() default LoopSettings.TURN_LIMIT_MILLIS;
  }

  private final NodeRuntime runtime;
  private volatile LoopSettings settings;

  /** Starts with no thread; the timers' thread comes with the first timer. */
  @Activate
  public RuntimeComponent(Config config, @Reference ComponentServiceObjects<Tracer> tracer) {
    this(settings(config), new TracerLater(tracer::getService));
  }

  /** For use without OSGi: with the default settings, and nobody to listen. */
  public RuntimeComponent() {
    this(LoopSettings.OFF, new TracerHub());
  }

  /** For use without OSGi. */
  public RuntimeComponent(LoopSettings settings, Tracer tracer) {
    this.settings = settings;
    runtime =
        Guice.createInjector(Stage.PRODUCTION, new RuntimeModule(() -> this.settings, tracer))
            .getInstance(NodeRuntime.class);
  }

  @Modified
  void modified(Config config) {
    settings = settings(config);
  }

  private static LoopSettings settings(Config config) {
    return new LoopSettings(
        config.halves_on_event_loop(),
        millis(config.halves_hold_limit()),
        millis(config.halves_turn_limit()));
  }

  private static Duration millis(double millis) {
    return Duration.ofNanos(Math.round(millis * NANOS_PER_MILLI));
  }

  /** How many timers are set: none, once everything that uses this is idle. */
  public int pendingTimers() {
    return runtime.sharedTimers().pending();
  }

  /** Ends the timers' thread and forgets the timers. Idempotent. */
  @Override
  @Deactivate
  public void close() {
    runtime.close();
  }

  @Override
  public Clock clock() {
    return runtime.clock();
  }

  @Override
  public Timers timers() {
    return runtime.timers();
  }

  @Override
  public Tasks tasks() {
    return runtime.tasks();
  }

  @Override
  public Chance chance() {
    return runtime.chance();
  }

  @Override
  public Wait newWait() {
    return runtime.newWait();
  }

  @Override
  public <E> Mailbox<E> newMailbox(Consumer<? super E> handler) {
    return runtime.newMailbox(handler);
  }
}
