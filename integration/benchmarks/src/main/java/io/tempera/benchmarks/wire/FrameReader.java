package io.tempera.benchmarks.wire;

import java.nio.ByteBuffer;

/** Cuts a stream of bytes, however it is split, into the payloads of frames. */
final class FrameReader {
  /** Takes payloads. */
  interface Sink {
    /** A part of a frame's payload; consume all of it. */
    void payload(int number, ByteBuffer part);
  }

  private final Sink sink;
  private long header;
  private int headerBytes;
  private int payloadLeft;

  FrameReader(Sink sink) {
    this.sink = sink;
  }

  void read(ByteBuffer in) {
    while (in.hasRemaining()) {
      if (payloadLeft == 0) {
        readHeader(in);
      } else {
        int end = in.limit();
        int length = Math.min(payloadLeft, in.remaining());
        in.limit(in.position() + length);
        sink.payload(Frames.number(header), in);
        in.limit(end);
        payloadLeft -= length;
      }
    }
  }

  private void readHeader(ByteBuffer in) {
    if (headerBytes == 0 && in.remaining() >= Frames.HEADER) {
      header = in.getLong();
      headerBytes = Frames.HEADER;
    } else {
      while (headerBytes < Frames.HEADER && in.hasRemaining()) {
        header = header << 8 | in.get() & 0xff;
        headerBytes++;
      }
    }
    if (headerBytes == Frames.HEADER) {
      headerBytes = 0;
      payloadLeft = Frames.length(header);
    }
  }
}
