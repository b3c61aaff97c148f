package io.tempera.benchmarks.baseline;

import io.tempera.benchmarks.Measured;
import io.tempera.benchmarks.Subject;
import io.tempera.benchmarks.wire.Shape;
import java.util.List;

/** A plain Netty server and client. */
public final class PlainNetty implements Subject {
  private final String name;
  private final PlainNettyServer server;
  private final PlainNettyClient client;
  private final Measured measured;

  private PlainNetty(String name, int loops, Output output, Shape shape, List<byte[]> messages)
      throws InterruptedException {
    this.name = name;
    server = new PlainNettyServer(loops, output, shape, messages);
    client = new PlainNettyClient(server.address(), loops, output, shape);
    measured = client.measured();
  }

  /**
   * The baseline: takes each message from an array, and delivers it as an array of its own.
   *
   * @param loops event loops on each side
   */
  public static PlainNetty copying(int loops, Shape shape) throws InterruptedException {
    return copying(loops, shape, List.of());
  }

  /**
   * The baseline, which moves these messages as bulk.
   *
   * @param loops event loops on each side
   * @param messages each has as many bytes as the shape says, or more; none for zeros
   */
  public static PlainNetty copying(int loops, Shape shape, List<byte[]> messages)
      throws InterruptedException {
    return new PlainNetty("plain Netty", loops, Output.COPYING, shape, messages);
  }

  /**
   * What is left when nothing is copied: shows what the copies cost.
   *
   * @param loops event loops on each side
   */
  public static PlainNetty raw(int loops, Shape shape) throws InterruptedException {
    return new PlainNetty("plain Netty, no copies", loops, Output.RAW, shape, List.of());
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
