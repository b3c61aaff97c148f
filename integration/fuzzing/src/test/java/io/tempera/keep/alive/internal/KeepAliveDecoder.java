package io.tempera.keep.alive.internal;

import io.tempera.fuzzing.Decoder;

/** Keep-alive's decoder. */
public final class KeepAliveDecoder {
  /** The one of the bundle. */
  public static final Decoder<?> DECODER = new Decoder<>(KeepAliveTable.SPEC, KeepAliveTable.CODEC);

  private KeepAliveDecoder() {}
}
