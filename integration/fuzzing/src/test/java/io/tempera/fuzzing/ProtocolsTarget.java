package io.tempera.fuzzing;

/**
 * One message in one state of one protocol.
 *
 * <p>Input: which protocol, which state, the message.
 */
public final class ProtocolsTarget implements FuzzTarget {
  @Override
  public void use(byte[] input) {
    Bits bits = new Bits(input);
    Decoder<?> decoder = Decoders.ALL.get(bits.below(Decoders.ALL.size()));
    decoder.use(bits.next(), bits.rest());
  }
}
