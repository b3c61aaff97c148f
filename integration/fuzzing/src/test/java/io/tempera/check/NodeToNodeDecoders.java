package io.tempera.check;

import io.tempera.fuzzing.Decoder;
import java.util.List;

/** The decoders of the tables by which the kit itself is checked. */
public final class NodeToNodeDecoders {
  /** Chain-sync, block-fetch and tx-submission. */
  public static final List<Decoder<?>> ALL =
      List.of(
          new Decoder<>(ChainSync.SPEC, ChainSync.CODEC),
          new Decoder<>(BlockFetch.SPEC, BlockFetch.CODEC),
          new Decoder<>(TxSubmission.SPEC, TxSubmission.CODEC));

  private NodeToNodeDecoders() {}
}
