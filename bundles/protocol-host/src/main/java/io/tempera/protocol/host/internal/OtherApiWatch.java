package io.tempera.protocol.host.internal;

import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ProtocolTrace;
import java.util.Optional;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/**
 * Says when a mini-protocol is published against another copy of the api. The framework hides such
 * a service from everybody who uses this one, without a word. Part of the door.
 */
final class OtherApiWatch implements AllServiceListener {
  private static final String FILTER =
      "(" + Constants.OBJECTCLASS + "=" + MiniProtocol.class.getName() + ")";

  private final BundleContext context;
  private final Rejections rejections;

  /** Watches from now on, what is there already included. */
  OtherApiWatch(BundleContext context, Rejections rejections) {
    this.context = context;
    this.rejections = rejections;
    try {
      context.addServiceListener(this, FILTER);
      ServiceReference<?>[] present =
          context.getAllServiceReferences(MiniProtocol.class.getName(), null);
      for (ServiceReference<?> reference :
          Optional.ofNullable(present).orElse(new ServiceReference<?>[0])) {
        look(reference);
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("The filter " + FILTER + " is wrong", e);
    }
  }

  void close() {
    context.removeServiceListener(this);
  }

  @Override
  public void serviceChanged(ServiceEvent event) {
    if (event.getType() == ServiceEvent.UNREGISTERING) {
      rejections.remove(id(event.getServiceReference()));
    } else {
      look(event.getServiceReference());
    }
  }

  private void look(ServiceReference<?> reference) {
    Bundle publisher = reference.getBundle();
    if (publisher == null
        || reference.isAssignableTo(context.getBundle(), MiniProtocol.class.getName())) {
      return;
    }
    rejections.add(
        id(reference),
        new ProtocolTrace.Rejected(
            publisher.getSymbolicName() + " " + publisher.getVersion(),
            "it uses another copy of "
                + MiniProtocol.class.getPackageName()
                + " than the node does; have it import that package, do not embed it"));
  }

  private static long id(ServiceReference<?> reference) {
    return (Long) reference.getProperty(Constants.SERVICE_ID);
  }
}
