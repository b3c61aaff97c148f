package io.tempera.handshake.internal;

import static io.tempera.fuzzing.FuzzTarget.same;

import io.tempera.fuzzing.Bits;
import io.tempera.fuzzing.FuzzTarget;
import io.tempera.kit.cbor.CborException;

/**
 * A message in each state of the handshake: decoded or refused, and what is decoded is the same
 * after it was encoded and decoded again.
 *
 * <p>Input: whether the reader has own numbers, the message.
 */
public final class HandshakeMessagesTarget implements FuzzTarget {
  @Override
  public void use(byte[] input) {
    Bits bits = new Bits(input);
    boolean own = bits.below(2) == 1;
    HandshakeCodec codec =
        new HandshakeCodec(
            number -> VersionNumbers.isCardanos(number) || own && number == VersionNumbers.OWN);
    byte[] message = bits.rest();
    again(codec::decodeProposal, message);
    again(codec::decodeAnswer, message);
  }

  private interface Decoding {
    HandshakeMessage decode(byte[] message);
  }

  private static void again(Decoding decoding, byte[] message) {
    HandshakeMessage decoded;
    try {
      decoded = decoding.decode(message);
    } catch (CborException refused) {
      return;
    }
    same(
        decoding.decode(HandshakeCodec.encode(decoded)), decoded, "a message, encoded and decoded");
  }
}
