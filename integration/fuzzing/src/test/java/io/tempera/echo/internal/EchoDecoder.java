package io.tempera.echo.internal;

import io.tempera.fuzzing.Decoder;

/** Echo's decoder. */
public final class EchoDecoder {
  /** The one of the bundle. */
  public static final Decoder<?> DECODER = new Decoder<>(EchoTable.SPEC, EchoTable.CODEC);

  private EchoDecoder() {}
}
