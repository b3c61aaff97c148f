package io.tempera.benchmarks.idle;

import io.tempera.benchmarks.wire.Frames;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** What a client says before it falls silent, and how much the server answers each time. */
public enum Talk {
  /** Round trips of small messages: as many as the other has, and as long. */
  PLAIN(
      new Line(Frames.SMALL, Talk.PROPOSAL, 23),
      new Line(Frames.SMALL, Talk.KEEP_ALIVE_REQUEST, 5)),

  /** A handshake, and one round of keep-alive. */
  NODE(new Line(0, Talk.PROPOSAL, 12), new Line(Frames.SMALL, Talk.KEEP_ALIVE_REQUEST, 5));

  /** A proposal of versions 14 and 15. */
  private static final String PROPOSAL = "8200a20e841a2d964a09f400f40f841a2d964a09f400f4";

  /** With cookie 4711. */
  private static final String KEEP_ALIVE_REQUEST = "8200191267";

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
  byte[] said(int line) {
    byte[] payload = HexFormat.of().parseHex(lines.get(line).payload());
    long header = Frames.header(lines.get(line).number(), payload.length);
    return ByteBuffer.allocate(Frames.HEADER + payload.length).putLong(header).put(payload).array();
  }

  /** How many bytes the answer has, with its header. */
  int answer(int line) {
    return Frames.HEADER + lines.get(line).answer();
  }
}
