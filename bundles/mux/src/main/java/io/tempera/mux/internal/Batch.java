package io.tempera.mux.internal;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What is written in one go.
 *
 * @param buffers for the bearer
 * @param sdus how many SDUs
 * @param bytes how many bytes, headers included
 */
record Batch(List<ByteBuffer> buffers, int sdus, int bytes) {
  /** Nothing to write. */
  static final Batch EMPTY = new Batch(List.of(), 0, 0);
}
