package io.tempera.nodekit;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * An SDU as a test sees it, without its timestamp.
 *
 * @param number the mini-protocol's number
 * @param fromResponder the mode bit
 * @param payload in hex
 */
public record Sdu(int number, boolean fromResponder, String payload) {
  /** One that the initiator's side of a mini-protocol sends. */
  public static Sdu fromInitiator(int number, String payload) {
    return new Sdu(number, false, payload);
  }

  /** One that the responder's side of a mini-protocol sends. */
  public static Sdu fromResponder(int number, String payload) {
    return new Sdu(number, true, payload);
  }

  /** On the wire, with timestamp 0. */
  public byte[] bytes() {
    byte[] content = HexFormat.of().parseHex(payload);
    return ByteBuffer.allocate(8 + content.length)
        .putInt(0)
        .putShort((short) (number | (fromResponder ? 0x8000 : 0)))
        .putShort((short) content.length)
        .put(content)
        .array();
  }
}
