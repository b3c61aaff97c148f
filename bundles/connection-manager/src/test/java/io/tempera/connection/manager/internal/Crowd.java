package io.tempera.connection.manager.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionHandle;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.OperationResult;
import io.tempera.connection.PrunePolicy;
import io.tempera.handshake.DiffusionMode;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A connection manager that has room for two inbound connections. */
final class Crowd {
  static final InetSocketAddress FIRST = new InetSocketAddress("127.0.0.2", 40_001);
  static final InetSocketAddress SECOND = new InetSocketAddress("127.0.0.2", 40_002);

  final Harness world = new Harness(Settings.defaults().withInboundHardLimit(2));
  private final Map<ConnectionId, ConnectionHandle> handles = new TreeMap<>();

  ConnectionId accepted(InetSocketAddress from) throws Exception {
    return known(Harness.connected(world.include(from).value()));
  }

  ConnectionId ours() {
    return known(world.acquired(DiffusionMode.INITIATOR_AND_RESPONDER));
  }

  private ConnectionId known(ConnectionHandle handle) {
    handles.put(handle.connectionId(), handle);
    return handle.connectionId();
  }

  Harness.Pending<OperationResult<ConnectionState>> release(ConnectionId id) {
    return world.begin("release", () -> world.manager.releaseOutbound(handle(id)));
  }

  void publish(PrunePolicy policy) {
    world.manager.bindPrunePolicy(policy);
  }

  static PrunePolicy firstGoes(ConnectionId... ids) {
    return (candidates, needed) -> List.of(ids);
  }

  ConnectionTrace.PruneConnections pruned() {
    return world.said(ConnectionTrace.PruneConnections.class);
  }

  ConnectionHandle handle(ConnectionId id) {
    return handles.get(id);
  }
}
