package io.tempera.shell.internal;

import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ListeningAddress;
import io.tempera.inbound.InboundGovernor;
import io.tempera.peer.PeerStateActions;
import io.tempera.protocol.ProtocolHost;

/** The parts of the node that the commands ask, each there or not. */
record NodeView(
    ServiceSlot<ConnectionManager> connections,
    ServiceSlot<InboundGovernor> inbound,
    ServiceSlot<PeerStateActions> peers,
    ServiceSlot<ProtocolHost> protocols,
    ServiceSlot<ListeningAddress> listening) {
  /** A node of which nothing is there yet. */
  static NodeView empty() {
    return new NodeView(
        new ServiceSlot<>("the connection manager is"),
        new ServiceSlot<>("the inbound governor is"),
        new ServiceSlot<>("the peer state actions are"),
        new ServiceSlot<>("the protocol host is"),
        new ServiceSlot<>("the listener is"));
  }
}
