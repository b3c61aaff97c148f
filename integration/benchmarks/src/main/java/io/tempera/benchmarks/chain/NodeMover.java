package io.tempera.benchmarks.chain;

import io.tempera.benchmarks.half.Place;

/**
 * A node that has a chain, and each time another one, new and empty, that follows it to its end.
 * What is measured begins with the dial: to connect, to agree, and to become hot are in it.
 */
final class NodeMover implements Mover {
  /** Some 500 large blocks: what is served on meanwhile. */
  static final long WINDOW_BYTES = 32L << 20;

  private static final int WINDOW_BLOCKS = 4_320;

  private final Place place;
  private final Sample sample;
  private final ChainNode full;

  private NodeMover(Place place, Sample sample) {
    this.place = place;
    this.sample = sample;
    this.full = ChainNode.open(place, sample);
  }

  /** Listens, with all of the chain. */
  static NodeMover open(Place place, Sample sample) {
    return new NodeMover(place, sample);
  }

  /** A node that follows. */
  static ChainNode empty(Place place) {
    return empty(place, WINDOW_BYTES);
  }

  /** A node that follows, and keeps so many bytes. */
  static ChainNode empty(Place place, long windowBytes) {
    return ChainNode.open(place, WINDOW_BLOCKS, windowBytes);
  }

  @Override
  public String name() {
    return place.row("a syncing node");
  }

  @Override
  public long move(int blocks) throws InterruptedException {
    int count = sample.blocks().size();
    if (blocks != count) {
      throw new IllegalArgumentException("The chain has " + count + " blocks, not " + blocks);
    }
    try (ChainNode empty = empty(place);
        Arrivals arrivals = new Arrivals(empty.chain())) {
      long began = System.nanoTime();
      empty.follow(full.address());
      arrivals.await(full.chain().tip().blockNo());
      long taken = System.nanoTime() - began;
      if (!empty.chain().tip().equals(full.chain().tip())) {
        throw new IllegalStateException("The chains differ at " + empty.chain().tip());
      }
      return taken;
    }
  }

  @Override
  public long bytes(int blocks) {
    return sample.blockBytes(blocks);
  }

  @Override
  public void close() {
    full.close();
  }
}
