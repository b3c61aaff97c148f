package io.tempera.benchmarks.idle;

import io.tempera.benchmarks.wire.Frames;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** What a client says before it falls silent, and how much the server answers each time. */
enum Talk {
  /** One round trip of a small message. */
  PLAIN(new Line(Frames.SMALL, "010203", 3)),

  /** A proposal of versions 14 and 15, and one round of keep-alive (with cookie 4711). */
  NODE(
      new Line(0, "8200a20e841a2d964a09f400f40f841a2d964a09f400f4", 12),
      new Line(Frames.SMALL, "8200191267", 5));

  private record Line(int number, String payload, int answer) {}

  private final List<Line> lines;

  Talk(Line... lines) {
    this.lines = List.of(lines);
  }

  /** How many times a client speaks. */
  int lines() {
    return lines.size();
  }

  /** What it says, in a frame. */
  ByteBuffer said(int line) {
    byte[] payload = HexFormat.of().parseHex(lines.get(line).payload());
    long header = Frames.header(lines.get(line).number(), payload.length);
    return ByteBuffer.allocate(Frames.HEADER + payload.length).putLong(header).put(payload).flip();
  }

  /** Room for the answer, with its header. */
  ByteBuffer answer(int line) {
    return ByteBuffer.allocate(Frames.HEADER + lines.get(line).answer());
  }
}
