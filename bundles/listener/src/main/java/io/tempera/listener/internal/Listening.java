package io.tempera.listener.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.Endpoint;
import io.tempera.connection.ConnectionManager;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Listening on one address, as a task: hands what it accepts to the connection manager, each
 * connection on a task of its own. Its bound is the hard limit of inbound connections: at it nobody
 * is accepted, and others wait in the kernel's backlog.
 */
final class Listening implements AutoCloseable {
  /** How long after a failed accept the next is tried (ouroboros-network framework, Server.hs). */
  static final Duration AFTER_A_FAILURE = Duration.ofMillis(500);

  /** How often it looks, at the hard limit, whether one of them has gone. */
  static final Duration AT_THE_LIMIT = Duration.ofMillis(500);

  private final Endpoint address;
  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final BearerFactory bearers;
  private final ConnectionManager connections;
  private final Publisher publisher;
  private final Supplier<Settings> settings;
  private final Wait closing;

  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Task> task = Optional.empty();
  private Optional<Subscription> wakeUp = Optional.empty();
  private volatile boolean closed;

  Listening(Endpoint address, Services services, Publisher publisher, Supplier<Settings> settings) {
    this.address = address;
    this.runtime = services.runtime();
    this.tracer = services.tracer();
    this.bearers = services.bearers();
    this.connections = services.connections();
    this.publisher = publisher;
    this.settings = settings;
    this.closing = runtime.newWait();
  }

  /** Who will call {@link #begin}; not any more once it is closed. */
  void beginsBy(Subscription subscription) {
    lock.lock();
    try {
      if (!closed) {
        wakeUp = Optional.of(subscription);
        return;
      }
    } finally {
      lock.unlock();
    }
    subscription.close();
  }

  /** Begins, unless it was closed before. Does not block. */
  void begin() {
    lock.lock();
    try {
      if (!closed) {
        task = Optional.of(runtime.tasks().start("listen on " + address, this::run));
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      listen();
    } catch (InterruptedException e) {
      // Closing: that is how it ends.
    }
  }

  private void listen() throws InterruptedException {
    BearerListener listener;
    try {
      listener = bearers.listen(resolved());
    } catch (RuntimeException e) {
      if (!closed) {
        stayShut(Failure.of(FailureCategory.INTERNAL, e));
      }
      return;
    }
    try {
      Runnable withdraw = publisher.listening(listener::localAddress);
      try {
        while (!closed) {
          acceptOne(listener);
        }
      } finally {
        withdraw.run();
      }
    } finally {
      listener.close();
    }
  }

  /** The failure stays published until another address is tried. */
  private void stayShut(Failure failure) throws InterruptedException {
    tracer.trace(new BearerTrace.ListenFailed(address.toString(), failure));
    Runnable withdraw = publisher.failed(failure);
    try {
      closing.until(() -> closed);
    } finally {
      withdraw.run();
    }
  }

  private SocketAddress resolved() {
    try {
      return address.resolve();
    } catch (UnknownHostException e) {
      throw new BearerException(
          FailureCategory.CONFIGURATION,
          address
              + " has a name without an address; correct listen, or the name service of this machine",
          Optional.empty());
    }
  }

  private void acceptOne(BearerListener listener) throws InterruptedException {
    while (connections.counters().inbound() >= settings.get().inboundHardLimit()) {
      if (closing.until(() -> closed, AT_THE_LIMIT)) {
        return;
      }
    }
    try {
      Bearer bearer = listener.accept();
      runtime.tasks().start("include " + bearer.connectionId(), () -> include(bearer));
    } catch (BearerException e) {
      if (!closed) {
        tracer.trace(new BearerTrace.AcceptFailed(listener.localAddress(), e.failure()));
        closing.until(() -> closed, AFTER_A_FAILURE);
      }
    }
  }

  private void include(Bearer bearer) {
    try {
      connections.includeInbound(bearer);
    } catch (InterruptedException e) {
      bearer.close();
    } catch (RuntimeException e) {
      bearer.close();
      throw e;
    }
  }

  /**
   * Stops listening, and waits until the address is free. Connections that were accepted stay.
   * Idempotent.
   */
  @Override
  public void close() {
    Optional<Task> running;
    Optional<Subscription> waiting;
    lock.lock();
    try {
      closed = true;
      running = task;
      waiting = wakeUp;
      wakeUp = Optional.empty();
    } finally {
      lock.unlock();
    }
    waiting.ifPresent(Subscription::close);
    closing.wake();
    running.ifPresent(Task::interrupt);
    try {
      if (running.isPresent()) {
        running.get().join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
