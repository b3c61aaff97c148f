package io.tempera.benchmarks.chain;

import io.tempera.chain.Block;
import io.tempera.kit.cbor.CborWriter;

/** Answers of chain-sync as they are on the wire, for whoever moves nothing but bytes. */
final class Answers {
  private Answers() {}

  /** A header, and a tip at it: {@code [2, header, [[slot, hash], blockNo]]}. */
  static byte[] rollForward(Block block) {
    return new CborWriter()
        .array(3)
        .unsigned(2)
        .raw(block.header().encoded().bytes())
        .array(2)
        .array(2)
        .unsigned(block.point().slot())
        .bytes(block.point().hash().bytes())
        .unsignedLong(Long.MAX_VALUE)
        .toByteArray();
  }
}
