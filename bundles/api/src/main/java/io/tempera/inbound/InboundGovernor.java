package io.tempera.inbound;

import io.tempera.bearer.ConnectionId;
import java.util.List;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps the responders ready on every connection on which the remote side may begin, and lets go of
 * those that it does not use. No method blocks.
 */
@ProviderType
public interface InboundGovernor {
  /** What the remote side makes of each connection. */
  SortedMap<ConnectionId, RemoteState> remoteStates();

  /** How many there are in each state. */
  InboundCounters counters();

  /**
   * The remote addresses with duplex connections, whoever opened them, that have been there for the
   * mature peer delay (900 s unless set otherwise, key {@code mature.peer.delay} of {@code
   * io.tempera.inbound.governor}), one entry each, in the order of their connections. A connection
   * counts until it is no longer followed.
   */
  List<MatureDuplexPeer> matureDuplexPeers();
}
