package io.tempera.benchmarks.baseline;

import io.tempera.benchmarks.Measured;
import io.tempera.benchmarks.wire.Shape;
import java.net.SocketAddress;

/** A plain client alone, which asks a plain server for bulk, wherever that is. */
public final class PlainFetcher implements AutoCloseable {
  private final PlainNettyClient client;
  private final Measured measured;

  private PlainFetcher(SocketAddress server) throws InterruptedException {
    client = new PlainNettyClient(server, 1, Output.COPYING, Shape.BLOCKS);
    measured = client.measured();
  }

  /** Connects, with one loop as the node's bearer has. */
  public static PlainFetcher open(SocketAddress server) throws InterruptedException {
    return new PlainFetcher(server);
  }

  /** See {@link io.tempera.benchmarks.Subject#bulk}. */
  public long bulk(int messages) throws InterruptedException {
    return measured.bulk(messages);
  }

  @Override
  public void close() throws InterruptedException {
    client.close();
  }
}
