package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.Row;
import io.tempera.benchmarks.Table;
import io.tempera.benchmarks.half.Place;
import java.util.ArrayList;
import java.util.List;

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
  private final int size;

  private Movers(int size, Opening... openings) throws Exception {
    this.size = size;
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
        Sample.meanSize(sample.bodies()),
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
        Sample.meanSize(sample.headers()),
        () -> PlainMover.ofHeaders(loops, MOST_HEADERS, sample),
        () -> BundleMover.ofHeaders(Place.USUAL, sample),
        () -> BundleMover.ofHeaders(Place.LOOP, sample));
  }

  /** How fast blocks are moved. */
  public Table blocks(int count) {
    return table("blocks, MB/s (" + count + " of " + size + ")", count, size / 1e6 * count);
  }

  /** How fast headers are moved. */
  public Table headers(int count) {
    return table("1 000 headers/s (" + count + " of " + size + ")", count, count / 1e3);
  }

  private Table table(String title, int count, double amount) {
    String baseline = list.getFirst().name();
    return new Table(
        title,
        false,
        list.stream()
            .map(m -> new Row(m.name(), baseline, () -> amount / (m.move(count) / 1e9)))
            .toList());
  }

  @Override
  public void close() throws Exception {
    for (Mover mover : list) {
      mover.close();
    }
  }
}
