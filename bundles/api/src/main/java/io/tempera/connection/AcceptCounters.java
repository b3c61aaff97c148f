package io.tempera.connection;

/**
 * What came of those who knocked at the node's door, since it was made; a change of the listening
 * address does not set it back.
 *
 * @param letIn accepted, and handed to the connection manager
 * @param refusedConnections closed at once, as their address has as many connections as it may
 * @param refusedAttempts closed at once, as their address knocks more often than it may
 * @param waitsAtSoftLimit how often the door waited before it accepted, at the soft limit
 * @param waitsAtHardLimit how often it waited at the hard limit
 * @param failures how often the system failed to accept
 */
public record AcceptCounters(
    long letIn,
    long refusedConnections,
    long refusedAttempts,
    long waitsAtSoftLimit,
    long waitsAtHardLimit,
    long failures) {
  /** Nobody has knocked yet. */
  public static final AcceptCounters NONE = new AcceptCounters(0, 0, 0, 0, 0, 0);

  /** How many were closed at once. */
  public long refused() {
    return refusedConnections + refusedAttempts;
  }
}
