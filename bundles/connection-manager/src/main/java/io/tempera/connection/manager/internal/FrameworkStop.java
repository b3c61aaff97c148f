package io.tempera.connection.manager.internal;

import io.tempera.failure.Failure;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * Stops the framework, which does so on a thread of its own. Whoever uses the bundle's door without
 * a framework never loads this.
 */
record FrameworkStop(BundleContext context) implements NodeStop {
  @Override
  public void stop(Failure why) {
    try {
      context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
    } catch (BundleException refused) {
      throw new IllegalStateException("The node does not stop: stop it by hand", refused);
    }
  }
}
