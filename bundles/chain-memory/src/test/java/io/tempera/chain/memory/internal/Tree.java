package io.tempera.chain.memory.internal;

import io.tempera.chain.Block;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes blocks, each another one, so that chains fork. */
final class Tree {
  private final int bodyBytes;
  private long made;

  Tree() {
    this(16);
  }

  /** With bodies of at least 8 bytes. */
  Tree(int bodyBytes) {
    this.bodyBytes = bodyBytes;
  }

  /** The first block of a chain. */
  Block first() {
    return MadeUpFormat.ERA.make(Optional.empty(), 1, 10, body());
  }

  /** A block after another. */
  Block after(Block block) {
    return after(block, 1);
  }

  /** A block after another, whose number is higher by 0 or 1. */
  Block after(Block block, int step) {
    return MadeUpFormat.ERA.make(
        Optional.of(block), block.header().blockNo() + step, block.point().slot() + 10, body());
  }

  /** A chain of so many blocks. */
  List<Block> chain(int blocks) {
    return extend(List.of(), blocks);
  }

  /** The same chain with so many blocks more. */
  List<Block> extend(List<Block> chain, int blocks) {
    List<Block> longer = new ArrayList<>(chain);
    for (int count = 0; count < blocks; count++) {
      longer.add(longer.isEmpty() ? first() : after(longer.getLast()));
    }
    return List.copyOf(longer);
  }

  /** The first blocks of a chain, and so many others after them. */
  List<Block> fork(List<Block> chain, int common, int blocks) {
    return extend(chain.subList(0, common), blocks);
  }

  private byte[] body() {
    return ByteBuffer.allocate(bodyBytes).putLong(made++).array();
  }
}
