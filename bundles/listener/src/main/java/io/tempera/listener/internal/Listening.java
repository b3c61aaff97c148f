package io.tempera.listener.internal;

import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.BearerTrace;
import io.tempera.bearer.Endpoint;
import io.tempera.connection.AcceptCounters;
import io.tempera.connection.ListeningAddress;
import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import io.tempera.runtime.Subscription;
import io.tempera.runtime.Task;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import io.tempera.trace.Tracer;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Listening on one address, as a task. */
final class Listening implements AutoCloseable {
  private final Endpoint address;
  private final TemperaRuntime runtime;
  private final Tracer tracer;
  private final BearerFactory bearers;
  private final Publisher publisher;
  private final Gate gate;
  private final AcceptLoop loop;
  private final Wait closing;

  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Task> task = Optional.empty();
  private Optional<Subscription> wakeUp = Optional.empty();
  private volatile boolean closed;

  Listening(
      Endpoint address,
      Services services,
      Publisher publisher,
      Gate gate,
      Supplier<Settings> settings) {
    this.address = address;
    this.runtime = services.runtime();
    this.tracer = services.tracer();
    this.bearers = services.bearers();
    this.publisher = publisher;
    this.gate = gate;
    this.closing = runtime.newWait();
    this.loop = new AcceptLoop(services, gate, settings, closing, () -> closed);
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
      try {
        listen();
      } catch (RuntimeException | Error e) {
        if (!closed) {
          stayShut(Failure.of(FailureCategory.INTERNAL, e));
        }
      }
    } catch (InterruptedException e) {
      // Closing: that is how it ends.
    }
  }

  /** Until it is closed; the address is free then, and also when it could not go on. */
  private void listen() throws InterruptedException {
    BearerListener listener = bearers.listen(resolved());
    try {
      Runnable withdraw = publisher.listening(new Here(listener.localAddress(), gate));
      try {
        loop.run(listener);
      } finally {
        withdraw.run();
      }
    } finally {
      listener.close();
    }
  }

  /** What the node is told of it. */
  private record Here(SocketAddress address, Gate gate) implements ListeningAddress {
    @Override
    public AcceptCounters counters() {
      return gate.counters();
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
