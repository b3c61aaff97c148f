package io.tempera.fuzzing;

import io.tempera.chain.cardano.internal.FormatsTarget;
import io.tempera.handshake.internal.HandshakeMessagesTarget;
import io.tempera.handshake.internal.HandshakeTarget;
import io.tempera.kit.cbor.CborTarget;
import io.tempera.mux.internal.MuxTarget;
import io.tempera.mux.internal.SduReaderTarget;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Every target, by the name of its directory under {@code corpus}. */
final class Targets {
  /** In the order in which they run. */
  static final Map<String, FuzzTarget> ALL;

  static {
    Map<String, FuzzTarget> all = new LinkedHashMap<>();
    all.put("sdu-reader", new SduReaderTarget());
    all.put("handshake-messages", new HandshakeMessagesTarget());
    all.put("handshake", new HandshakeTarget());
    all.put("cbor", new CborTarget());
    all.put("mux", new MuxTarget());
    all.put("protocols", new ProtocolsTarget());
    all.put("session", new SessionTarget());
    all.put("formats", new FormatsTarget());
    ALL = Collections.unmodifiableMap(all);
  }

  private Targets() {}

  /**
   * The target of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  static FuzzTarget named(String name) {
    return Optional.ofNullable(ALL.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no target " + name + ", only " + ALL.keySet()));
  }
}
