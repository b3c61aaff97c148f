package io.tempera.benchmarks.cycle;

import io.tempera.benchmarks.Lines;
import io.tempera.benchmarks.Row;
import io.tempera.benchmarks.half.Place;
import io.tempera.benchmarks.visit.Visits;
import java.io.IOException;
import java.net.SocketAddress;

/** Two whole nodes, here and in a process of its own, whose halves run at the same place. */
final class CycleSide implements AutoCloseable {
  private final Place place;
  private final CycleServer.Remote server;
  private final CycleNode node;
  private final CycleTimes times = new CycleTimes();
  private final Meter meter;

  private CycleSide(CycleServer.Remote server, Place place) {
    this.place = place;
    this.server = server;
    this.node = CycleNode.open(1, Waits.NONE, place);
    String name = place.row(Cycling.NAME);
    this.meter = new Meter(new Cycling(name, node, server.doors(), times), server);
  }

  static CycleSide open(Place place) throws IOException {
    return new CycleSide(CycleServer.Remote.start(Visits.GUESTS, Waits.NONE, place), place);
  }

  /** The process of the other node, and where plain Netty listens there. */
  CycleServer.Remote server() {
    return server;
  }

  SocketAddress plain() {
    return server.plain();
  }

  Row row(String baseline, int peers, int count) {
    return new Row(meter.name(), baseline, () -> meter.rate(peers, count));
  }

  /** Begins to count. */
  void clear() {
    times.clear();
    meter.clear();
  }

  /** How long the operations took; nothing where there were none. */
  String operations(String with) {
    return times.table(place.row("µs, " + with));
  }

  /** What cycles cost; nothing where there were none. */
  String costs(String with) {
    return meter.made() == 0
        ? ""
        : Lines.line(place.row("costs, " + with), "client", "server", "both", "")
            + meter.processor("a cycle, processor µs", 1)
            + meter.processor("a transition, processor µs", Operation.values().length)
            + meter.allocated("a cycle, allocated KiB");
  }

  /** Every hot mini-protocol of every cycle had its answer. */
  void check() {
    long expected = meter.total() * CycleNode.greetingsPerCycle();
    if (node.greetings() != expected) {
      throw new IllegalStateException(
          meter.name()
              + ": the hot mini-protocols of "
              + meter.total()
              + " cycles had "
              + node.greetings()
              + " answers, not "
              + expected);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    node.close();
    server.close();
  }
}
