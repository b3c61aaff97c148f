package io.tempera.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/**
 * Says when the node is up, and how long that took since the start script began, or why it is not.
 * The node tells it by services (its listening address, its peer state actions, or a failure of a
 * part), and the component runtime by components that failed.
 */
final class StartReport {
  private static final String ADDRESS = "io.tempera.connection.ListeningAddress";
  private static final String ACTIONS = "io.tempera.peer.PeerStateActions";
  private static final String FAILURE = "io.tempera.failure.Failure";

  /**
   * How long the doors may stay shut, once everything has started, before a line says so: a node
   * waits for as long as it takes, for instance for a mini-protocol that is deployed later.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PrintStream out;
  private final CountDownLatch decided = new CountDownLatch(1);

  // Under the monitor.
  private boolean listens = true;
  private boolean actions;
  private boolean started;
  private Optional<String> up = Optional.empty();
  private Optional<String> problem = Optional.empty();

  StartReport(PrintStream out) {
    this.out = out;
  }

  /** Follows the services from now on. */
  void watch(BundleContext context) {
    try {
      context.addServiceListener(
          event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
              registered(event.getServiceReference());
            }
          },
          "(|(objectClass="
              + ADDRESS
              + ")(objectClass="
              + ACTIONS
              + ")(objectClass="
              + FAILURE
              + "))");
    } catch (InvalidSyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private synchronized void registered(ServiceReference<?> service) {
    switch (((String[]) service.getProperty("objectClass"))[0]) {
      case FAILURE -> failed(String.valueOf(service.getProperty("tempera.failure")));
      case ADDRESS -> listensOn(String.valueOf(service.getProperty("tempera.address")));
      case ACTIONS -> {
        actions = true;
        upWithoutAddress();
      }
      default -> {}
    }
  }

  synchronized void listensOn(String address) {
    up("listens on " + address);
  }

  /** Every bundle has been started. */
  void started(BundleContext context) {
    started(Parts.of(context));
  }

  /** A part that has failed counts also where the doors have opened without it. */
  synchronized void started(Parts parts) {
    started = true;
    parts.failure().ifPresent(this::failed);
    listens = parts.listens();
    upWithoutAddress();
    decide();
  }

  private void upWithoutAddress() {
    if (actions && !listens) {
      up("is up, and accepts no connections");
    }
  }

  private void up(String how) {
    if (up.isEmpty()) {
      up = Optional.of("Tempera " + how + took());
      decide();
    }
  }

  private void failed(String why) {
    if (problem.isEmpty() && decided.getCount() > 0) {
      problem = Optional.of(why);
      decide();
    }
  }

  /** Not before every bundle has been started. */
  private void decide() {
    if (started && decided.getCount() > 0 && (problem.isPresent() || up.isPresent())) {
      if (problem.isEmpty()) {
        out.println(up.get());
      }
      decided.countDown();
    }
  }

  /**
   * Waits for a moment until that is known, and returns why the node cannot be up, if it cannot.
   */
  Optional<String> awaitProblem() throws InterruptedException {
    boolean known = decided.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    synchronized (this) {
      if (!known) {
        up("waits: it neither listens nor dials yet; tempera:status says why");
      }
      return problem;
    }
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
