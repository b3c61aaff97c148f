package io.tempera.benchmarks.baseline;

import io.tempera.benchmarks.visit.Visits;

/** Plain Netty on both sides, in this process. */
public final class PlainVisits implements Visits {
  private final PlainHost host;
  private final PlainVisitor visitor;

  private PlainVisits(int loops) throws InterruptedException {
    host = PlainHost.open(loops);
    visitor = PlainVisitor.open(loops, host.address());
  }

  /**
   * Listens.
   *
   * @param loops event loops on each side
   */
  public static PlainVisits open(int loops) throws InterruptedException {
    return new PlainVisits(loops);
  }

  @Override
  public String name() {
    return visitor.name();
  }

  @Override
  public void visit(int guest) throws InterruptedException {
    visitor.visit(guest);
  }

  @Override
  public void close() throws InterruptedException {
    try (visitor) {
      host.close();
    }
  }
}
