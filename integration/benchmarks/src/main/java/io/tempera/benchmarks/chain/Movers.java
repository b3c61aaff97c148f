package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.Row;
import io.tempera.benchmarks.Table;
import io.tempera.benchmarks.half.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What is compared, open; the first is the baseline. */
public final class Movers implements AutoCloseable {
  /** So many different headers, again and again: all of a long chain's would fill the heap. */
  private static final int HEADERS = 10_000;

  /** Chain-sync's high mark. */
  private static final int MOST_HEADERS = 300;

  private interface Opening {
    Mover open() throws Exception;
  }

  private final List<Mover> list = new ArrayList<>();

  private Movers(Opening... openings) throws Exception {
    try {
      for (Opening opening : openings) {
        list.add(opening.open());
      }
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /**
   * What moves blocks.
   *
   * @param loops plain Netty's event loops
   * @param count how many the chain has
   */
  public static Movers ofBlocks(int loops, int count) throws Exception {
    Sample sample = Sample.of(count, Sample.LARGE);
    return new Movers(
        () -> PlainMover.ofBlocks(loops, sample),
        () -> BundleMover.ofBlocks(Place.USUAL, sample),
        () -> BundleMover.ofBlocks(Place.LOOP, sample),
        () -> NodeMover.open(Place.USUAL, sample),
        () -> NodeMover.open(Place.LOOP, sample));
  }

  /**
   * What moves headers.
   *
   * @param loops plain Netty's event loops
   * @param count how many are moved at a time
   */
  public static Movers ofHeaders(int loops, int count) throws Exception {
    Sample sample = Sample.of(Math.min(count, HEADERS), 0);
    return new Movers(
        () -> PlainMover.ofHeaders(loops, MOST_HEADERS, sample),
        () -> BundleMover.ofHeaders(Place.USUAL, sample),
        () -> BundleMover.ofHeaders(Place.LOOP, sample));
  }

  /** How fast blocks are moved; each row by the bytes that it moves. */
  public Table blocks(int count) {
    return table("blocks, MB/s", count, mover -> mover.bytes(count) / 1e6);
  }

  /** How fast headers are moved. */
  public Table headers(int count) {
    return table("1 000 headers/s", count, mover -> count / 1e3);
  }

  private Table table(String what, int count, ToDoubleFunction<Mover> amount) {
    // The last one moves them whole.
    String title = what + " (" + count + " of " + list.getLast().bytes(count) / count + ")";
    String baseline = list.getFirst().name();
    return new Table(
        title,
        false,
        list.stream().map(m -> new Row(m.name(), baseline, () -> rate(m, count, amount))).toList());
  }

  private static double rate(Mover mover, int count, ToDoubleFunction<Mover> amount)
      throws Exception {
    return amount.applyAsDouble(mover) / (mover.move(count) / 1e9);
  }

  @Override
  public void close() throws Exception {
    for (Mover mover : list) {
      mover.close();
    }
  }
}
