package io.tempera.testkit;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * One frame of the multiplexer as it is on the wire (network-mux Network.Mux.Codec): four bytes of
 * time, two of mode bit and number, two of length, the payload.
 *
 * @param timestamp microseconds, the low 32 bits; differs from run to run
 * @param responder the mode bit: whether the responder's side of the number sent it
 * @param number the mini-protocol's number, 0 to 32 767
 * @param payloadHex the payload, lower-case
 */
public record RawSdu(long timestamp, boolean responder, int number, String payloadHex) {
  /** Bytes of a header. */
  public static final int HEADER = 8;

  private static final int MODE_BIT = 0x8000;

  /** A frame to be sent, with time 0. */
  public static RawSdu of(int number, boolean responder, String payloadHex) {
    return new RawSdu(0, responder, number, payloadHex);
  }

  /** The payload's length that a header announces. */
  static int lengthIn(byte[] header) {
    return Short.toUnsignedInt(ByteBuffer.wrap(header).getShort(6));
  }

  static RawSdu parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long timestamp = Integer.toUnsignedLong(in.getInt());
    int modeAndNumber = Short.toUnsignedInt(in.getShort());
    return new RawSdu(
        timestamp,
        (modeAndNumber & MODE_BIT) != 0,
        modeAndNumber & ~MODE_BIT,
        HexFormat.of().formatHex(bytes, HEADER, bytes.length));
  }

  /** The frame as bytes. */
  public byte[] bytes() {
    byte[] payload = HexFormat.of().parseHex(payloadHex);
    return ByteBuffer.allocate(HEADER + payload.length)
        .putInt((int) timestamp)
        .putShort((short) (number | (responder ? MODE_BIT : 0)))
        .putShort((short) payload.length)
        .put(payload)
        .array();
  }
}
