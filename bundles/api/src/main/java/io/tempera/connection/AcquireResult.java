package io.tempera.connection;

import io.tempera.bearer.ConnectionId;
import java.util.Optional;

/** What came of asking for a connection, or of accepting one. */
public sealed interface AcquireResult {
  /** It is there. */
  record Connected(ConnectionHandle handle) implements AcquireResult {}

  /** It was there, and was lost before it could be used. */
  record Disconnected(Optional<ConnectionId> connectionId, DisconnectReason reason)
      implements AcquireResult {}
}
