package io.tempera.connection;

import io.tempera.bearer.ConnectionId;
import io.tempera.handshake.Agreed;
import io.tempera.mux.Mux;
import io.tempera.protocol.Slots;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** A negotiated connection: the same for everyone who uses it. */
@ProviderType
public interface ConnectionHandle {
  /** Its two addresses. */
  ConnectionId connectionId();

  /** Who opened it. */
  Provenance provenance();

  /** What was agreed. */
  Agreed agreed();

  /** Its multiplexer, which runs. */
  Mux mux();

  /** Its slots. */
  Slots slots();

  /** When it was opened. */
  Instant openedAt();
}
