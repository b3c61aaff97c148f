package io.tempera.nodekit;

import io.tempera.runtime.Chance;
import io.tempera.runtime.Clock;
import io.tempera.runtime.Mailbox;
import io.tempera.runtime.Tasks;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Timers;
import io.tempera.runtime.Wait;
import java.util.Hashtable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/** The node's own runtime, but for chance, which counts up from 0. */
final class CountingRuntime implements TemperaRuntime {
  private static final int ABOVE_THE_OWN = 100;

  private final TemperaRuntime own;
  private final AtomicLong next = new AtomicLong();

  private CountingRuntime(TemperaRuntime own) {
    this.own = own;
  }

  /** Publishes itself, ranked above, in the moment in which the node's runtime is published. */
  static void install(BundleContext context) {
    try {
      context.addServiceListener(
          event -> {
            ServiceReference<?> reference = event.getServiceReference();
            if (event.getType() == ServiceEvent.REGISTERED
                && reference.getBundle().getBundleId() != 0) {
              Hashtable<String, Object> properties = new Hashtable<>();
              properties.put(Constants.SERVICE_RANKING, ABOVE_THE_OWN);
              context.registerService(
                  TemperaRuntime.class,
                  new CountingRuntime((TemperaRuntime) context.getService(reference)),
                  properties);
            }
          },
          "(objectClass=" + TemperaRuntime.class.getName() + ")");
    } catch (InvalidSyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public Chance chance() {
    return bound -> next.getAndIncrement() % bound;
  }

  @Override
  public Clock clock() {
    return own.clock();
  }

  @Override
  public Timers timers() {
    return own.timers();
  }

  @Override
  public Tasks tasks() {
    return own.tasks();
  }

  @Override
  public Wait newWait() {
    return own.newWait();
  }

  @Override
  public <E> Mailbox<E> newMailbox(Consumer<? super E> handler) {
    return own.newMailbox(handler);
  }
}
