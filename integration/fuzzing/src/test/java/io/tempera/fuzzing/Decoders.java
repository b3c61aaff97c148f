package io.tempera.fuzzing;

import io.tempera.check.NodeToNodeDecoders;
import io.tempera.echo.internal.EchoDecoder;
import io.tempera.keep.alive.internal.KeepAliveDecoder;
import io.tempera.tip.sample.internal.TipDecoder;
import java.util.ArrayList;
import java.util.List;

/** The decoders of every protocol that there is. */
final class Decoders {
  /** In the order by which inputs choose. */
  static final List<Decoder<?>> ALL;

  static {
    List<Decoder<?>> all = new ArrayList<>();
    all.add(KeepAliveDecoder.DECODER);
    all.add(EchoDecoder.DECODER);
    all.addAll(NodeToNodeDecoders.ALL);
    all.add(TipDecoder.DECODER);
    ALL = List.copyOf(all);
  }

  private Decoders() {}
}
