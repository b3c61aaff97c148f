package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.half.Place;
import io.tempera.chain.Block;
import io.tempera.chain.sample.MadeUpChain;
import java.util.List;

/** Three whole nodes: the chain of the first is extended, the others follow. */
final class NodeRelay implements Relay {
  private final Place place;
  private final MadeUpChain blocks;
  private final ChainNode first;
  private final ChainNode middle;
  private final ChainNode last;
  private final Arrivals arrivals;

  private NodeRelay(Place place, int bytes) throws InterruptedException {
    this.place = place;
    blocks = Sample.endless(bytes);
    first = NodeMover.empty(place);
    middle = NodeMover.empty(place);
    last = NodeMover.empty(place);
    arrivals = new Arrivals(last.chain());
    middle.follow(first.address());
    last.follow(middle.address());
    // Once, so that all halves wait at the end of the chain.
    pass(1);
  }

  /**
   * Three nodes that follow each other.
   *
   * @param bytes so many a block has at least
   */
  static NodeRelay open(Place place, int bytes) throws InterruptedException {
    return new NodeRelay(place, bytes);
  }

  @Override
  public String name() {
    return place.row("Tempera's nodes");
  }

  @Override
  public long[] pass(int count) throws InterruptedException {
    List<Block> next = blocks.blocks(count).toList();
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long began = System.nanoTime();
      first.extend(next.get(i));
      nanos[i] = arrivals.await(next.get(i).header().blockNo()) - began;
    }
    return nanos;
  }

  @Override
  public void close() {
    arrivals.close();
    last.close();
    middle.close();
    first.close();
  }
}
