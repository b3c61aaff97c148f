package io.tempera.nodekit;

import io.tempera.runtime.TemperaRuntime;
import java.util.Hashtable;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/** Puts another runtime before the node's own, for all of the node. */
final class RuntimeOverlay {
  private static final int ABOVE_THE_OWN = 100;

  private RuntimeOverlay() {}

  /**
   * Publishes another runtime, ranked above, in the moment in which the node's own is published.
   *
   * @param other makes it of the node's own
   */
  static void install(BundleContext context, UnaryOperator<TemperaRuntime> other) {
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
                  other.apply((TemperaRuntime) context.getService(reference)),
                  properties);
            }
          },
          "(objectClass=" + TemperaRuntime.class.getName() + ")");
    } catch (InvalidSyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
