package io.tempera.simulation;

import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.internal.BearerComponent;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.internal.RuntimeComponent;
import io.tempera.runtime.internal.TracerComponent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** A world of real threads, real time, and sockets on the loopback interface. */
public final class RealWorld implements World, AutoCloseable {
  private final RuntimeComponent runtime = new RuntimeComponent();
  private final BearerComponent bearers =
      BearerComponent.withDefaults(runtime, new TracerComponent());
  private final int port = freePort();

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("There is no free port", e);
    }
  }

  @Override
  public TemperaRuntime runtime() {
    return runtime;
  }

  @Override
  public BearerFactory bearers(int host) {
    return bearers;
  }

  /** {@inheritDoc} Each host has an address of its own in 127.0.0.0/8. */
  @Override
  public InetSocketAddress address(int host) {
    return new InetSocketAddress("127.1." + (host + 1) / 256 + "." + (host + 1) % 256, port);
  }

  @Override
  public Optional<FaultyNetwork> faults() {
    return Optional.empty();
  }

  @Override
  public void close() {
    bearers.close();
    runtime.close();
  }
}
