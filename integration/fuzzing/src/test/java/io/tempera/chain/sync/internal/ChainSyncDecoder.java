package io.tempera.chain.sync.internal;

import io.tempera.fuzzing.Decoder;

/** Chain-sync's decoder. */
public final class ChainSyncDecoder {
  /** The one of the bundle. */
  public static final Decoder<?> DECODER =
      new Decoder<>(ChainSyncTable.spec(ChainSyncSettings.defaults()), ChainSyncTable.CODEC);

  private ChainSyncDecoder() {}
}
