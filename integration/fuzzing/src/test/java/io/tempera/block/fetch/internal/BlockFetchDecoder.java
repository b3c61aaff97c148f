package io.tempera.block.fetch.internal;

import io.tempera.fuzzing.Decoder;

/** Block-fetch's decoder. */
public final class BlockFetchDecoder {
  /** The one of the bundle. */
  public static final Decoder<?> DECODER =
      new Decoder<>(BlockFetchTable.SPEC, BlockFetchTable.CODEC);

  private BlockFetchDecoder() {}
}
