package io.tempera.mux.internal;

import io.tempera.mux.MuxError;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Takes the SDUs that arrive. Called on the bearer's loop. */
interface SduSink {
  /**
   * One whole SDU.
   *
   * @param payload at least one byte, from its position to its limit
   * @param owned whether the payload's array, from its first to its last byte, is the sink's to
   *     keep; otherwise the payload is only lent until this returns
   * @return an error, which ends the reading
   */
  Optional<MuxError> sdu(SduHeader header, ByteBuffer payload, boolean owned);

  /** Nothing more is at hand: the moment to wake whoever waits. */
  void burstEnded();
}
