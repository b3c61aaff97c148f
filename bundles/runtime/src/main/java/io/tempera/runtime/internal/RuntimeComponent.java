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
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The door of the runtime: offers {@link TemperaRuntime} on real time.
 *
 * <p>Public, and usable without OSGi, for tests that run on real time: make one, and call {@link
 * #close()} at the end.
 */
@Component(service = TemperaRuntime.class, immediate = true)
public final class RuntimeComponent implements TemperaRuntime, AutoCloseable {
  private final NodeRuntime runtime;

  /** Starts with no thread; the timers' thread comes with the first timer. */
  @Activate
  public RuntimeComponent() {
    runtime =
        Guice.createInjector(Stage.PRODUCTION, new RuntimeModule()).getInstance(NodeRuntime.class);
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
