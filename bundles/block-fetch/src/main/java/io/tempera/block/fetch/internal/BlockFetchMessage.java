package io.tempera.block.fetch.internal;

import io.tempera.chain.Encoded;
import io.tempera.chain.Point;

/** What block-fetch says (ouroboros-network PR/BlockFetch/Type). */
sealed interface BlockFetchMessage {
  /** Asks for the blocks from one to another, both included. */
  record RequestRange(Point first, Point last) implements BlockFetchMessage {}

  /** No more questions. */
  record ClientDone() implements BlockFetchMessage {}

  /** What a responder says. */
  sealed interface Answer extends BlockFetchMessage {}

  /** The blocks that were asked for follow. */
  record StartBatch() implements Answer {}

  /** They are not there, or not all of them. */
  record NoBlocks() implements Answer {}

  /** The next one of them, byte for byte. */
  record Block(Encoded block) implements Answer {}

  /** That was the last one of them. */
  record BatchDone() implements Answer {}
}
