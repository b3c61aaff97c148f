package io.tempera.inbound;

import io.tempera.bearer.ConnectionId;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps the responders ready on every connection on which the remote side may begin, and lets go of
 * those that it does not use.
 */
@ProviderType
public interface InboundGovernor {
  /** What the remote side makes of each connection. */
  SortedMap<ConnectionId, RemoteState> remoteStates();

  /** How many there are in each state. */
  InboundCounters counters();
}
