package io.tempera.inbound.governor.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.Provenance;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import io.tempera.mux.Mux;
import io.tempera.mux.internal.MuxComponent;
import io.tempera.protocol.ProtocolHost;
import io.tempera.protocol.Slots;
import java.time.Instant;
import java.util.TreeSet;

/** One side of a connection over the real multiplexer, with the slots of a real host. */
record Wired(Mux mux, Slots slots) implements ConnectionHandle {
  private static final DiffusionMode BOTH = DiffusionMode.INITIATOR_AND_RESPONDER;
  private static final Agreed AGREED =
      new Agreed(15, new VersionData(42, BOTH, false, false, false), new TreeSet<>());

  static Wired open(MuxComponent muxes, ProtocolHost host, Bearer bearer) {
    Mux mux = muxes.create(bearer);
    Slots slots = host.open(mux, AGREED, BOTH);
    mux.run();
    return new Wired(mux, slots);
  }

  @Override
  public ConnectionId connectionId() {
    return mux.connectionId();
  }

  @Override
  public Provenance provenance() {
    return Provenance.INBOUND;
  }

  @Override
  public Agreed agreed() {
    return AGREED;
  }

  @Override
  public Instant openedAt() {
    return Instant.EPOCH;
  }
}
