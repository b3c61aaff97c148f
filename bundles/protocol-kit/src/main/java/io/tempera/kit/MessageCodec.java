package io.tempera.kit;

import io.tempera.kit.cbor.CborReader;

/**
 * Messages as CBOR items and back. Used by many conversations at once: keeps nothing. For messages
 * that are arrays which begin with a tag, {@link TaggedCodec} is all it takes.
 */
public interface MessageCodec<M> {
  /** One whole CBOR item. */
  byte[] encode(M message);

  /**
   * A message from one whole CBOR item.
   *
   * @param state where the conversation is: what the same bytes mean may depend on it. Whether the
   *     message may be sent there need not be checked
   * @param from reads the item; what is left over is an error
   * @throws io.tempera.kit.cbor.CborException when the bytes are no message
   * @throws IllegalArgumentException when a field is out of its range
   */
  M decode(State<M> state, CborReader from);
}
