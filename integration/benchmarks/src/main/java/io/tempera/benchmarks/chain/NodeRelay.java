package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.half.Place;
import io.tempera.chain.Block;
import io.tempera.chain.sample.MadeUpChain;
import java.util.ArrayList;
import java.util.List;

/** Three whole nodes: the chain of the first is extended, the others follow. */
final class NodeRelay implements Relay {
  private static final int NODES = 3;

  private final Place place;
  private final MadeUpChain blocks;
  private final List<ChainNode> line = new ArrayList<>();
  private final Arrivals arrivals;

  private NodeRelay(Place place, int bytes) throws InterruptedException {
    this.place = place;
    blocks = Sample.endless(bytes);
    try {
      for (int i = 0; i < NODES; i++) {
        line.add(NodeMover.empty(place));
      }
      arrivals = new Arrivals(line.getLast().chain());
      for (int i = 1; i < NODES; i++) {
        line.get(i).follow(line.get(i - 1).address());
      }
      // Once, so that all halves wait at the end of the chain.
      pass(1);
    } catch (InterruptedException | RuntimeException e) {
      closeNodes();
      throw e;
    }
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
      line.getFirst().extend(next.get(i));
      nanos[i] = arrivals.await(next.get(i).header().blockNo()) - began;
    }
    return nanos;
  }

  @Override
  public void close() {
    arrivals.close();
    closeNodes();
  }

  private void closeNodes() {
    line.reversed().forEach(ChainNode::close);
  }
}
