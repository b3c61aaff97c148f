package io.tempera.benchmarks.baseline;

import io.tempera.benchmarks.idle.IdleServer;
import io.tempera.benchmarks.wire.Shape;
import java.net.SocketAddress;
import java.util.List;

/** The plain server, with one loop as the node's bearer has. */
public final class PlainIdleServer implements IdleServer {
  private final PlainNettyServer server;

  private PlainIdleServer() throws InterruptedException {
    server = new PlainNettyServer(1, Output.COPYING, Shape.BLOCKS, List.of());
  }

  /** Listens. */
  public static PlainIdleServer open() throws InterruptedException {
    return new PlainIdleServer();
  }

  @Override
  public SocketAddress address() {
    return server.address();
  }

  @Override
  public int connections() {
    return server.connections();
  }

  @Override
  public void close() throws InterruptedException {
    server.close();
  }
}
