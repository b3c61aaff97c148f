package io.tempera.fuzzing;

import static io.tempera.fuzzing.FuzzTarget.same;

import io.tempera.kit.MessageCodec;
import io.tempera.kit.ProtocolSpec;
import io.tempera.kit.State;
import io.tempera.kit.cbor.CborException;
import io.tempera.kit.cbor.CborReader;
import java.util.List;

/** What makes messages of bytes in one protocol. */
public record Decoder<M>(ProtocolSpec<M> spec, MessageCodec<M> codec) {
  /**
   * Decodes a message. What is no message is refused as a codec may refuse; what is one is the same
   * after it was encoded and decoded again.
   *
   * @param state which one of the table, counted round
   */
  void use(int state, byte[] message) {
    List<State<M>> states = spec.states();
    State<M> there = states.get(state % states.size());
    M decoded;
    try {
      decoded = decode(there, message);
    } catch (CborException | IllegalArgumentException refused) {
      return;
    }
    same(decode(there, codec.encode(decoded)), decoded, "a message, encoded and decoded");
  }

  /** The message that these bytes are in a state, or the codec's way to refuse them. */
  M decode(State<M> state, byte[] message) {
    CborReader reader = new CborReader(message, codec.depth());
    M decoded = codec.decode(state, reader);
    reader.expectEnd();
    return decoded;
  }
}
