package io.tempera.peer.state.actions.internal;

import io.tempera.connection.ConnectionManager;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** What every peer works with. */
record PeerParts(
    TemperaRuntime runtime,
    ConnectionManager connections,
    Tracer tracer,
    Supplier<PeerSettings> settings,
    Policies policies,
    NodeStop nodeStop) {
  @Inject
  PeerParts {
    // The canonical constructor, for Guice.
  }
}
