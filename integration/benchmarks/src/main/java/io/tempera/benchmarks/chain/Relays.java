package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.Row;
import io.tempera.benchmarks.Table;
import io.tempera.benchmarks.half.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What is compared, open; the first is the baseline. */
public final class Relays implements AutoCloseable {
  private final List<Relay> list = new ArrayList<>();
  private final int bytes;

  private Relays(int loops, int bytes) throws Exception {
    this.bytes = bytes;
    try {
      list.add(BytesRelay.open(loops, bytes));
      list.add(NodeRelay.open(Place.USUAL, bytes));
      list.add(NodeRelay.open(Place.LOOP, bytes));
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /**
   * What relays blocks of 64 KiB.
   *
   * @param loops plain Netty's event loops, for each of its three ends
   */
  public static Relays ofLarge(int loops) throws Exception {
    return new Relays(loops, Sample.LARGE);
  }

  /**
   * What relays blocks with one transaction.
   *
   * @param loops plain Netty's event loops, for each of its three ends
   */
  public static Relays ofSmall(int loops) throws Exception {
    return new Relays(loops, 0);
  }

  /** How long half of the blocks take at the most, and 99 of 100. */
  public List<Table> tables(int blocks) {
    String which = bytes == 0 ? "small block" : "block of 64 KiB";
    return List.of(
        table("median of a " + which + ", µs", blocks, nanos -> nanos[nanos.length / 2]),
        table(
            "p99 of a " + which + ", µs",
            blocks,
            nanos -> nanos[nanos.length - 1 - nanos.length / 100]));
  }

  private Table table(String title, int blocks, ToDoubleFunction<long[]> figure) {
    String baseline = list.getFirst().name();
    return new Table(
        title,
        true,
        list.stream()
            .map(
                relay ->
                    new Row(
                        relay.name(),
                        baseline,
                        () -> {
                          long[] nanos = relay.pass(blocks);
                          Arrays.sort(nanos);
                          return figure.applyAsDouble(nanos) / 1e3;
                        }))
            .toList());
  }

  @Override
  public void close() throws Exception {
    for (Relay relay : list) {
      relay.close();
    }
  }
}
