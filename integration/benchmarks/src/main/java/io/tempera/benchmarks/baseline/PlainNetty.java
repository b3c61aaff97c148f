package io.tempera.benchmarks.baseline;

import io.tempera.benchmarks.Measured;
import io.tempera.benchmarks.Subject;
import io.tempera.benchmarks.wire.Shape;

/** A plain Netty server and client. */
public final class PlainNetty implements Subject {
  private final String name;
  private final PlainNettyServer server;
  private final PlainNettyClient client;
  private final Measured measured;

  private PlainNetty(String name, int loops, Output output, Shape shape)
      throws InterruptedException {
    this.name = name;
    server = new PlainNettyServer(loops, output, shape);
    client = new PlainNettyClient(server.address(), loops, output, shape);
    measured = client.measured();
  }

  /**
   * The baseline: takes each message from an array, and delivers it as an array of its own.
   *
   * @param loops event loops on each side
   */
  public static PlainNetty copying(int loops, Shape shape) throws InterruptedException {
    return new PlainNetty("plain Netty", loops, Output.COPYING, shape);
  }

  /**
   * What is left when nothing is copied: shows what the copies cost.
   *
   * @param loops event loops on each side
   */
  public static PlainNetty raw(int loops, Shape shape) throws InterruptedException {
    return new PlainNetty("plain Netty, no copies", loops, Output.RAW, shape);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long[] pingPong(int count) throws InterruptedException {
    return measured.pingPong(count);
  }

  @Override
  public long bulk(int messages) throws InterruptedException {
    return measured.bulk(messages);
  }

  @Override
  public void close() throws InterruptedException {
    client.close();
    server.close();
  }
}
