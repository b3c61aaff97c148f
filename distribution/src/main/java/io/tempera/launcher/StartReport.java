package io.tempera.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/**
 * Says when the node is up, and how long that took since the start script began, or why it is not.
 * The node tells it by services: its listening address, its peer state actions, or a failure of a
 * part.
 */
final class StartReport {
  private static final String ADDRESS = "io.tempera.connection.ListeningAddress";
  private static final String ACTIONS = "io.tempera.peer.PeerStateActions";
  private static final String FAILURE = "io.tempera.failure.Failure";

  /**
   * Long enough for a slow machine; a node that takes longer waits for something that is missing.
   */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String awaited;
  private final PrintStream out;
  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile boolean up;
  private volatile String problem =
      "after " + LIMIT.toSeconds() + " s it is still not up; the log says what it waits for";

  StartReport(boolean initiatorOnly, PrintStream out) {
    this.awaited = initiatorOnly ? ACTIONS : ADDRESS;
    this.out = out;
  }

  void watch(BundleContext context) {
    try {
      context.addServiceListener(
          event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
              registered(event.getServiceReference());
            }
          },
          "(|(objectClass=" + awaited + ")(objectClass=" + FAILURE + "))");
    } catch (InvalidSyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private synchronized void registered(ServiceReference<?> service) {
    if (decided.getCount() == 0) {
      return;
    }
    String kind = ((String[]) service.getProperty("objectClass"))[0];
    if (kind.equals(FAILURE)) {
      problem = String.valueOf(service.getProperty("tempera.failure"));
    } else {
      up = true;
      out.println(
          (kind.equals(ADDRESS)
                  ? "Tempera listens on " + service.getProperty("tempera.address")
                  : "Tempera is up, initiator only")
              + took());
    }
    decided.countDown();
  }

  boolean awaitUp() throws InterruptedException {
    return decided.await(LIMIT.toSeconds(), TimeUnit.SECONDS) && up;
  }

  String problem() {
    return problem;
  }

  /** Since the script's first line, if it says when that was, in milliseconds since 1970. */
  private static String took() {
    Long startedAt = Long.getLong("tempera.started.at");
    return startedAt == null
        ? ""
        : " ("
            + Duration.between(Instant.ofEpochMilli(startedAt), Instant.now()).toMillis()
            + " ms after the script began)";
  }
}
