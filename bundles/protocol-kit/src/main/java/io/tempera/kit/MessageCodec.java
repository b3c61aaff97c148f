package io.tempera.kit;

import io.tempera.kit.cbor.CborReader;
import io.tempera.kit.cbor.CborScanner;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Messages as CBOR items and back. Used by many conversations at once: keeps nothing. For messages
 * that are arrays which begin with a tag, {@link TaggedCodec} is all it takes.
 */
public interface MessageCodec<M> {
  /** One whole CBOR item. */
  byte[] encode(M message);

  /**
   * The same as {@link #encode} in pieces, one after the other, as it is sent: what is large need
   * not be copied out of the message.
   *
   * @return buffers to what nobody changes any more
   */
  default List<ByteBuffer> pieces(M message) {
    return List.of(ByteBuffer.wrap(encode(message)));
  }

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

  /** How deep arrays, maps and indefinite strings in a message may nest, 1 or more. */
  default int depth() {
    return CborScanner.DEFAULT_DEPTH;
  }

  /**
   * What kind of message begins with these bytes, so that one which a state does not allow is
   * refused before the rest of it has arrived. A codec that cannot tell leaves this out: then every
   * message is waited for, within the limits of its state.
   *
   * @param start reads the first bytes of a message, made by {@link CborReader#ofStart}: ask {@link
   *     CborReader#hasHead} before each item
   * @return the message's class, or nothing while more bytes are needed to tell
   * @throws io.tempera.kit.cbor.CborException when no message begins so
   */
  default Optional<Class<? extends M>> kindOf(State<M> state, CborReader start) {
    return Optional.empty();
  }
}
