package io.tempera.tx.submission.internal;

import io.tempera.fuzzing.Decoder;

/** Tx-submission's decoder. */
public final class TxSubmissionDecoder {
  /** The one of the bundle. */
  public static final Decoder<?> DECODER = new Decoder<>(TxTable.SPEC, TxCodec.CODEC);

  private TxSubmissionDecoder() {}
}
