package io.tempera.simulation.check;

import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.simulation.NodeSettings;
import io.tempera.simulation.Said;
import java.util.List;

/**
 * Entries of the connection manager change as the reference's may, and end in UNKNOWN (its
 * properties "valid transitions" and "valid transition order").
 */
final class ConnectionTransitions implements Check {
  private static final Table TABLE = Table.ofConnections();

  @Override
  public List<String> violations(NodeSettings settings, List<Said> said) {
    Chains chains = new Chains(TABLE, ConnectionState.UNKNOWN.name());
    for (Said one : said) {
      if (one.trace() instanceof ConnectionTrace.Transition t) {
        String reserved = "a connection to " + ConnectionId.text(t.remote());
        String name = t.connectionId().map(ConnectionId::toString).orElse(reserved);
        if (t.from() == ConnectionState.RESERVED_OUTBOUND && !name.equals(reserved)) {
          chains.rename(reserved, name);
        }
        chains.change(name, t.from().name(), t.to().name(), one.line());
      }
    }
    return chains.violations();
  }
}
