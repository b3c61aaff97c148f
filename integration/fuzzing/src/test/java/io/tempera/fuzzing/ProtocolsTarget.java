package io.tempera.fuzzing;

import io.tempera.check.NodeToNodeDecoders;
import io.tempera.echo.internal.EchoDecoder;
import io.tempera.keep.alive.internal.KeepAliveDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * One message in one state of one protocol.
 *
 * <p>Input: which protocol, which state, the message.
 */
public final class ProtocolsTarget implements FuzzTarget {
  private final List<Decoder<?>> decoders = new ArrayList<>();

  /** With every protocol that there is. */
  public ProtocolsTarget() {
    decoders.add(KeepAliveDecoder.DECODER);
    decoders.add(EchoDecoder.DECODER);
    decoders.addAll(NodeToNodeDecoders.ALL);
  }

  @Override
  public void use(byte[] input) {
    Bits bits = new Bits(input);
    Decoder<?> decoder = decoders.get(bits.below(decoders.size()));
    decoder.use(bits.next(), bits.rest());
  }
}
