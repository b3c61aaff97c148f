package io.tempera.faults;

import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * More than a node may take on one connection.
 *
 * @param name for the report
 * @param begin what comes before
 * @param piece what is repeated
 * @param total bytes, if nobody stops it
 * @param words what the trace of the end contains
 */
record Flood(String name, List<Step> begin, byte[] piece, long total, List<String> words) {
  private static final int PIECE = 1 << 16;

  /** A flood of one SDU, again and again. */
  static Flood of(String name, long total, Sdu sdu, String words, Step... begin) {
    byte[] one = sdu.bytes();
    ByteBuffer piece = ByteBuffer.allocate(Math.max(1, PIECE / one.length) * one.length);
    while (piece.hasRemaining()) {
      piece.put(one);
    }
    return new Flood(name, List.of(begin), piece.array(), total, List.of(words));
  }

  /**
   * Begins.
   *
   * @param wire just connected
   */
  void begin(Wire wire) throws Exception {
    Bystanders.play(wire, begin.toArray(Step[]::new));
  }

  /**
   * Writes until somebody stops it.
   *
   * @return how many bytes could be written
   */
  long pour(Wire wire) {
    long written = 0;
    while (written < total && wire.sendInVain(piece)) {
      written += piece.length;
    }
    return written;
  }

  @Override
  public String toString() {
    return name;
  }
}
