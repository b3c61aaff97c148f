package io.tempera.benchmarks.wire;

/** Takes the frames of one batch, in whatever form the transport writes them. */
public interface Batch {
  /** Adds a frame whose payload is a part of an array that nobody changes any more. */
  void frame(int number, byte[] payload, int offset, int length);

  /** Bytes so far, headers included. */
  int bytes();

  /** Whether it is large enough to be written. */
  default boolean isFull() {
    return bytes() >= Frames.BATCH;
  }
}
