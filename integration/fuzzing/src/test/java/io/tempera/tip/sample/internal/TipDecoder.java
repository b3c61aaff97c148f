package io.tempera.tip.sample.internal;

import io.tempera.fuzzing.Decoder;

/** Tip-sample's decoder. */
public final class TipDecoder {
  /** The one of the bundle. */
  public static final Decoder<?> DECODER = new Decoder<>(TipTable.SPEC, TipTable.CODEC);

  private TipDecoder() {}
}
