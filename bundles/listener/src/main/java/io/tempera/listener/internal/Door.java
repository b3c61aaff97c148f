package io.tempera.listener.internal;

import io.tempera.protocol.ProtocolHost;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The door of the node: opens once every required mini-protocol is there, and moves when asked. */
final class Door implements AutoCloseable {
  private final ProtocolHost host;
  private final Services services;
  private final Publisher publisher;
  private final Gate gate;
  private final Supplier<Settings> settings;

  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Listening> current = Optional.empty();
  private boolean closed;

  @Inject
  Door(Services services, Publisher publisher, Gate gate, Supplier<Settings> settings) {
    this.host = services.host();
    this.services = services;
    this.publisher = publisher;
    this.gate = gate;
    this.settings = settings;
  }

  /** Opens as soon as the node is ready; does nothing when there is nowhere to listen. */
  void openWhenReady() {
    settings
        .get()
        .listen()
        .ifPresent(
            address -> {
              Listening listening = new Listening(address, services, publisher, gate, settings);
              lock.lock();
              try {
                if (closed) {
                  return;
                }
                current = Optional.of(listening);
              } finally {
                lock.unlock();
              }
              listening.beginsBy(host.whenReady(listening::begin));
            });
  }

  /** Closes where it is open, and opens where it is to be open now. */
  void move() {
    take().ifPresent(Listening::close);
    openWhenReady();
  }

  private Optional<Listening> take() {
    lock.lock();
    try {
      Optional<Listening> taken = current;
      current = Optional.empty();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Stops listening, and waits until the address is free. Idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    take().ifPresent(Listening::close);
    gate.close();
  }
}
