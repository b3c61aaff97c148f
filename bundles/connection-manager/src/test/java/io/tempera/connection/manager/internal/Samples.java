package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.Holder;
import io.tempera.connection.Provenance;
import io.tempera.handshake.Agreed;
import io.tempera.handshake.DataFlow;
import io.tempera.handshake.DiffusionMode;
import io.tempera.handshake.VersionData;
import io.tempera.mux.Mux;
import io.tempera.protocol.Slots;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Values to test with. */
final class Samples {
  static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 3001);
  static final InetSocketAddress REMOTE = new InetSocketAddress("127.0.0.2", 3001);
  static final ConnectionId ID = new ConnectionId(LOCAL, REMOTE);

  /** A connection that no connection manager knows. */
  static final ConnectionHandle STRANGER = new Handle(ID, Provenance.INBOUND, DataFlow.DUPLEX);

  /** When everything happens, as far as that matters. */
  static final Instant NOW = Instant.EPOCH;

  private Samples() {}

  /** A caller that only has a name. */
  enum Named implements Caller {
    A,
    B,
    C;

    @Override
    public void answer(Reply reply) {
      throw new UnsupportedOperationException("The machine does not answer by itself");
    }
  }

  /** A handle that only says what was agreed. */
  record Handle(ConnectionId connectionId, Provenance provenance, DataFlow flow)
      implements ConnectionHandle {
    @Override
    public Agreed agreed() {
      return Samples.agreed(flow);
    }

    @Override
    public Mux mux() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Slots slots() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant openedAt() {
      return Instant.EPOCH;
    }
  }

  static Agreed agreed(DataFlow flow) {
    DiffusionMode mode =
        flow == DataFlow.DUPLEX
            ? DiffusionMode.INITIATOR_AND_RESPONDER
            : DiffusionMode.INITIATOR_ONLY;
    return new Agreed(15, new VersionData(42, mode, false, false, false), new TreeSet<>());
  }

  /** An entry as it is in a state, whichever way it came there. */
  static Entry entry(ConnectionState state) {
    Optional<ConnectionId> id =
        state == ConnectionState.RESERVED_OUTBOUND ? Optional.empty() : Optional.of(ID);
    Optional<ConnectionHandle> handle =
        States.isOpen(state)
            ? Optional.of(new Handle(ID, Provenance.INBOUND, flow(state)))
            : Optional.empty();
    List<Holder> holders = Holders.after(List.of(), state, true, NOW);
    return new Entry(1, REMOTE, id, state, handle, true, holders, 1, List.of());
  }

  /** The same, as if everything that holds it had begun {@link #NOW}. */
  static Entry timeless(Entry entry) {
    List<Holder> holders =
        entry.holders().stream().map(holder -> new Holder(holder.kind(), NOW)).toList();
    return new Entry(
        entry.id(),
        entry.remote(),
        entry.connectionId(),
        entry.state(),
        entry.handle(),
        entry.lingers(),
        holders,
        entry.round(),
        entry.waiting());
  }

  /** What was agreed in a state. */
  static DataFlow flow(ConnectionState state) {
    return state.name().endsWith("_UNI") ? DataFlow.UNIDIRECTIONAL : DataFlow.DUPLEX;
  }
}
